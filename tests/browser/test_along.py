"""What comes along with posts, in a browser: names by keyboard, quotes, cards, and a picture without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, DESK, IVY, sign_in
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, open_topic, replies, reply
from tests.core.test_pictures import drawn

pytestmark = NEEDS_CHROMIUM
PICTURE = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": drawn(300, 200, "JPEG").read()}


@pytest.fixture
def together(walk_in, request):
    """Ana and Ivy, of two agencies, in a topic that Ana has just opened."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    ivy.goto(open_topic(ana, f"In the van: {request.node.name[:40]}"))
    expect(ivy.locator("text-expander:defined")).to_be_visible()  # whoever types sooner is offered names a letter later
    return ana, ivy


@pytest.fixture
def without_script(demo, chromium):
    context = chromium.new_context(viewport=DESK, base_url=demo.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, ANA)
    yield page
    context.close()


def test_a_name_is_offered_and_taken_with_the_keyboard(together):
    ana, ivy = together
    box(ivy).press_sequentially("Thank you, @ana r")
    offered = ivy.get_by_role("option", name=ANA)
    expect(offered).to_have_attribute("aria-selected", "true")
    expect(box(ivy)).to_have_attribute("aria-expanded", "true")
    expect(ivy.locator("[data-announce]")).to_have_text(re.compile("Names found: 1"))
    ivy.keyboard.press("Enter")
    expect(box(ivy)).to_have_value(f"Thank you, @{ANA} ")
    expect(ivy.get_by_role("listbox")).to_have_count(0)
    ivy.keyboard.type("Good to know.")
    ivy.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ana).last.locator("strong")).to_have_text(f"@{ANA}")


def test_escape_lets_it_be_and_a_stranger_is_not_offered(together):
    _, ivy = together
    box(ivy).press_sequentially("@ana")
    expect(ivy.get_by_role("option")).to_have_count(1)
    ivy.keyboard.press("Escape")
    expect(ivy.get_by_role("listbox")).to_have_count(0)
    expect(box(ivy)).to_have_value("@ana")
    box(ivy).fill("")
    with ivy.expect_response(lambda answer: "/mentions?" in answer.url and answer.url.endswith("luz")) as asked:
        box(ivy).press_sequentially("@luz")
    assert asked.value.json() == []


def test_what_is_selected_is_quoted_and_the_post_is_answered(together):
    ana, ivy = together
    reply(ivy, "A spare coat. And a thermos for the long line.")
    post = replies(ana).last
    post.locator(".words p").evaluate(
        """(words) => {
          const range = document.createRange();
          range.setStart(words.firstChild, 0);
          range.setEnd(words.firstChild, 13);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    post.get_by_role("link", name="Quote").click()
    expect(box(ana)).to_have_value("> Ivy Donnelly wrote:\n>\n> A spare coat.\n\n")
    expect(ana.get_by_text("In reply to Ivy Donnelly")).to_be_visible()
    box(ana).fill("Begun.")
    post.get_by_role("link", name="Quote").press("Enter")
    expect(box(ana)).to_have_value(re.compile(r"^Begun\.\n\n> Ivy Donnelly wrote:\n>\n> A spare coat\. And a thermos"))


def test_a_link_is_a_card_for_whoever_may_see_it_and_a_link_for_others(together, demo):
    ana, ivy = together
    here = ana.url
    ana.goto("/forums/harborlight-team/new")
    ana.get_by_label("Title").fill("Only ours")
    box(ana).fill("Inside.")
    ana.get_by_role("button", name="Post", exact=True).click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Only ours")
    inside = ana.url
    ana.goto(here)
    box(ana).fill(f"See {inside}")
    ana.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ana).last.get_by_role("link", name="Topic Only ours")).to_have_attribute("href", inside)
    link = replies(ivy).last.locator(".words a")
    expect(link).to_have_attribute("data-card", "")
    expect(link).to_have_text(inside)


def test_without_script_a_post_is_quoted_and_a_picture_is_posted(without_script):
    page = without_script
    page.goto("/forums/handling-money")
    page.get_by_role("link", name="Going to the bank").first.click()
    replies(page).first.get_by_role("link", name="Quote").click()
    expect(box(page)).to_have_value(re.compile(r"^> .+ wrote:\n>\n> "))
    page.get_by_text("Add pictures or files").click()
    page.get_by_label("Picture 1").last.set_input_files(PICTURE)
    page.get_by_label("What does it show?").first.fill("A sunset")
    page.get_by_role("button", name="Reply", exact=True).click()
    shown = page.get_by_role("img", name="A sunset")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.naturalWidth") == 300
