"""What goes wrong in browsers by haste, by time or by design: each post once, none lost, nothing around it spoiled."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.demo import ANA, IVY, PHONE, sign_in
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, open_topic, replies
from tests.hostile import vectors
from tests.hostile.watching import Watcher

pytestmark = NEEDS_CHROMIUM
PILED = "h" + "\u0336\u0301\u0489\u0334" * 40
TURNED = "שלום (1) مرحبا [2]"
HIDE = "(one) => (one.style.visibility = 'hidden')"


@pytest.fixture
def without_script(demo, chromium):
    context = chromium.new_context(base_url=demo.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, ANA)
    yield page
    context.close()


def twice(page, name):
    page.get_by_role("button", name=name, exact=True).dblclick()


def test_a_double_click_is_one_topic_and_one_reply(walk_in):
    ana = walk_in(ANA)
    ana.goto("/forums/handling-money/new")
    ana.get_by_label("Title").fill("Clicked twice, posted once")
    box(ana).fill("Who has done this before?")
    twice(ana, "Post")
    expect(ana.get_by_role("heading", level=1)).to_have_text("Clicked twice, posted once")
    box(ana).fill("Said once")
    twice(ana, "Reply")
    expect(replies(ana)).to_have_count(1)
    ana.reload()
    expect(replies(ana)).to_have_count(1)
    ana.goto("/forums/handling-money")
    expect(ana.get_by_role("link", name="Clicked twice, posted once")).to_have_count(1)


def test_so_it_is_without_script(without_script):
    page = without_script
    open_topic(page, "Without script, clicked twice")
    box(page).fill("Said once")
    twice(page, "Reply")
    expect(replies(page)).to_have_count(1)
    page.reload()
    expect(replies(page)).to_have_count(1)


def test_what_is_sent_after_the_sign_in_ended_is_kept_and_posted_after_the_next(another_device):
    ana = another_device(ANA)
    topic = open_topic(ana, "Written before lunch, sent after")
    box(ana).fill("I waited an hour to say this.")
    ana.context.clear_cookies()
    ana.get_by_role("button", name="Reply", exact=True).click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Please sign in again")
    expect(ana.locator(".kept textarea[name=body]")).to_have_value("I waited an hour to say this.")
    sign_in(ana.context.new_page(), ANA)
    ana.goto(topic)
    expect(box(ana)).to_have_value("I waited an hour to say this.")
    ana.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ana)).to_have_count(1)
    expect(box(ana)).to_have_value("")


def test_piled_marks_and_letters_from_the_right_spoil_nothing_around_them(walk_in):
    ana = walk_in(ANA)
    ana.set_viewport_size(PHONE)
    open_topic(ana, f"{TURNED} {PILED[:61]} {'x' * 60}")
    for words in ("Before", f"{PILED} {TURNED} {'y' * 300}\n\n> {PILED}", "After"):
        box(ana).fill(words)
        ana.get_by_role("button", name="Reply", exact=True).click()
        expect(replies(ana).last).to_contain_text(words[:4])
    assert ana.evaluate(looks.STICKS_OUT) == []
    around = [replies(ana).nth(number).locator("header") for number in (1, 2)]
    before = [one.screenshot() for one in around]
    replies(ana).nth(1).locator(".words").evaluate(HIDE)
    assert [one.screenshot() for one in around] == before
    heading = ana.get_by_role("heading", level=1)
    audience = ana.locator(".audience").first
    before = audience.screenshot()
    heading.evaluate(HIDE)
    assert audience.screenshot() == before


def test_a_reply_that_means_harm_arrives_as_words(another_device):
    ana, ivy = another_device(ANA), another_device(IVY)
    watch = Watcher(ana.context, ana.url.rstrip("/"))
    topic = open_topic(ana, "Read while it arrives")
    ivy.goto(topic)
    said = "\n\n".join(vectors.of(vectors.LIVE | vectors.MARKDOWN))
    box(ivy).fill(f"From Ivy\n\n{said}".translate(dict.fromkeys((0, 1, 11, 12))))
    ivy.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ana)).to_have_count(1)
    expect(replies(ana)).to_contain_text("From Ivy")
    assert watch.found(ana) == []
    replies(ana).get_by_role("link", name="Quote").click()
    expect(box(ana)).to_have_value(re.compile("From Ivy"))
    assert watch.found(ana) == []
