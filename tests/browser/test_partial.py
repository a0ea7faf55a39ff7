"""What comes into the page that is there: more replies, what one follows, a look at one's words; and what does not."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, drafts_kept, open_topic, replies, reply

pytestmark = NEEDS_CHROMIUM
FAILED = "It did not go through. Nothing is lost: please try again."
SAY = """async (many) => {
  const form = document.getElementById("reply-form");
  for (let number = 1; number <= many; number += 1) {
    const body = new FormData(form);
    body.set("body", `Number ${number}`);
    body.set("once", "");
    await fetch(form.action, { method: "POST", body });
  }
}"""
long_topics = {}  # by the demo's address: one for all tests


@pytest.fixture
def ivy(walk_in):
    """On a topic of Ana's, with a reply of hers to it."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    ivy.goto(open_topic(ana, "What do you carry in the van?"))
    reply(ivy, "A spare coat")
    ivy.evaluate("window.sameVisit = true")
    return ivy


def is_same(page):
    return page.evaluate("window.sameVisit === true")


def posts(page):
    return page.locator("#stretch > .post")


def heard(page):
    return page.locator("[data-announce]")


@pytest.fixture
def long(walk_in, demo):
    """A topic with three pages of replies."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    if demo.address not in long_topics:
        long_topics[demo.address] = open_topic(ana, "What do you carry on a long day?")
        ana.evaluate(SAY, 45)
    ivy.goto(long_topics[demo.address])
    ivy.evaluate("window.sameVisit = true")
    return ivy


def test_more_replies_are_added_and_one_stays_where_one_is(long):
    expect(posts(long)).to_have_count(20)
    more = long.get_by_role("link", name="More replies")
    more.focus()
    long.keyboard.press("Enter")
    expect(posts(long)).to_have_count(40)
    expect(heard(long)).to_have_text("Replies added: 20")
    expect(more).to_be_focused()
    assert is_same(long)
    assert "after=" in long.url


def test_at_the_end_one_goes_on_from_the_first_that_came(long):
    more = long.get_by_role("link", name="More replies")
    for count in (40, 45):
        more.press("Enter")
        expect(posts(long)).to_have_count(count)
    expect(more).to_have_count(0)
    expect(posts(long).nth(40)).to_be_focused()
    expect(posts(long).nth(44).get_by_role("button", name="Thanks")).to_have_attribute("aria-pressed", "false")


def test_one_comes_back_to_the_stretch_that_came_last(long):
    long.get_by_role("link", name="More replies").click()
    expect(posts(long)).to_have_count(40)
    last = posts(long).nth(39).get_attribute("id")
    long.goto("/forums")
    long.go_back()
    expect(long.locator(f"#{last}")).to_be_visible()
    earlier = long.get_by_role("link", name="Earlier replies")
    earlier.click()
    expect(posts(long)).to_have_count(40)
    expect(long.locator(".post.first")).to_be_visible()
    expect(earlier).to_have_count(0)


def test_what_is_chosen_to_hear_stands_there_at_once(ivy):
    summary = ivy.locator("#follow summary")
    expect(summary).to_have_text("Mail about new posts: right away")
    summary.click()
    ivy.get_by_label(re.compile("^Quiet")).check()
    ivy.locator("#follow").get_by_role("button", name="Save").click()
    expect(summary).to_have_text("Mail about new posts: none")
    expect(summary).to_be_focused()
    expect(heard(ivy)).to_have_text("You get no mail about it. You still see here what is new.")
    assert is_same(ivy)


def test_a_look_at_ones_words_moves_nothing_and_sends_nothing(ivy):
    box(ivy).fill("A **warm** coat")
    for words in ("warm", "wool"):
        box(ivy).fill(f"A **{words}** coat")
        ivy.get_by_role("button", name="See how it looks").click()
        expect(ivy.get_by_role("group", name="How it looks")).to_be_focused()
        expect(ivy.locator("#looked-at strong")).to_have_text(words)
    expect(ivy.locator("#looked-at")).to_have_count(1)
    assert is_same(ivy)
    assert len(drafts_kept(ivy)) == 1
    ivy.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ivy)).to_have_count(2)


def test_what_can_not_be_looked_at_is_said_on_the_page_without_script(ivy):
    box(ivy).fill(" ")
    ivy.get_by_role("button", name="See how it looks").click()
    expect(ivy.get_by_role("alert")).to_contain_text("Please fill this in.")


def test_on_a_dead_line_nothing_is_lost_and_it_is_said(ivy):
    box(ivy).fill("A **warm** coat")
    ivy.context.set_offline(True)
    ivy.get_by_role("button", name="See how it looks").click()
    expect(ivy.locator("[data-failed]")).to_have_text(FAILED)
    expect(heard(ivy)).to_have_text(FAILED)
    expect(box(ivy)).to_have_value("A **warm** coat")
    ivy.context.set_offline(False)
    ivy.get_by_role("button", name="See how it looks").click()
    expect(ivy.locator("#looked-at strong")).to_have_text("warm")
    expect(ivy.locator("[data-failed]")).to_have_count(0)


def test_whoever_was_signed_out_meanwhile_finds_a_page_and_never_a_part_of_one(another_device):
    ivy = another_device(IVY)
    ivy.goto("/forums/handling-money")
    ivy.get_by_role("link", name=re.compile("Going to the bank")).first.click()
    ivy.context.clear_cookies()
    ivy.locator("#follow summary").click()
    ivy.locator("#follow").get_by_role("button", name="Save").click()
    expect(ivy.locator("#main .top")).to_have_count(0)
    expect(ivy.locator("#follow")).to_have_count(0)


def test_a_link_that_is_opened_elsewhere_is(long):
    with long.context.expect_page() as opened:
        long.get_by_role("link", name="More replies").click(modifiers=["Control"])
    expect(posts(opened.value)).to_have_count(20)
    expect(posts(long)).to_have_count(20)
