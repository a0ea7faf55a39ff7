"""Two people in one topic: answering in place, changing what one wrote, and two tabs that change the same post."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, drafts_kept, open_topic, replies, reply

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def together(walk_in):
    ana, ivy = walk_in(ANA), walk_in(IVY)
    ivy.goto(open_topic(ana, "What do you carry in the van?"))
    return ana, ivy


def test_an_answer_is_written_where_one_reads(together):
    ana, ivy = together
    reply(ivy, "A spare coat")
    replies(ana).get_by_role("link", name="Reply to Ivy Donnelly").click()
    expect(box(ana)).to_be_focused()
    expect(ana.get_by_text("In reply to Ivy Donnelly")).to_be_visible()
    reply(ana, "And a thermos")
    expect(replies(ivy).last.locator("summary")).to_have_text("In reply to Ivy Donnelly")
    replies(ivy).last.locator("summary").press("Enter")
    expect(replies(ivy).last.locator("details")).to_contain_text("A spare coat")


def test_it_can_be_meant_for_everyone_after_all(together):
    ana, ivy = together
    reply(ivy, "A spare coat")
    replies(ana).get_by_role("link", name="Reply to Ivy Donnelly").click()
    ana.get_by_role("button", name="To everyone instead").click()
    reply(ana, "And a thermos")
    expect(replies(ivy).last).to_contain_text("And a thermos")
    expect(replies(ivy).last.locator("summary")).to_have_count(0)


def test_only_ones_own_offers_to_be_changed_and_the_other_sees_the_change(together):
    ana, ivy = together
    reply(ivy, "A spare coat")
    expect(replies(ana).get_by_role("link", name="Edit")).to_have_count(0)
    replies(ivy).get_by_role("link", name="Edit").click()
    box(ivy).fill("A *warm* coat")
    ivy.get_by_role("button", name="Save").click()
    expect(replies(ana).first).to_contain_text("A warm coat")
    replies(ana).get_by_role("link", name="changed").click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("What it said before")
    expect(ana.get_by_text("A spare coat")).to_be_visible()


def test_the_second_of_two_tabs_is_shown_both(together):
    _, first = together
    reply(first, "A spare coat")
    edit = replies(first).get_by_role("link", name="Edit").get_attribute("href")
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(edit)
    box(first).fill("From the first tab")
    first.get_by_role("button", name="Save").click()
    expect(first).to_have_url(re.compile("#reply-"))
    box(second).fill("From the second tab")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_be_focused()
    expect(second.locator(".source")).to_have_text("From the first tab")
    expect(box(second)).to_have_value("From the second tab")
    box(second).fill("From both")
    second.get_by_role("button", name="Save").click()
    expect(replies(first)).to_contain_text("From both")


def test_what_is_looked_at_first_is_read_out_and_not_sent(together):
    ana, ivy = together
    box(ivy).fill("A **spare** coat")
    ivy.get_by_role("button", name="See how it looks").click()
    expect(ivy.get_by_role("group", name="How it looks")).to_be_focused()
    expect(ivy.locator("#looked-at strong")).to_have_text("spare")
    expect(replies(ana)).to_have_count(0)
    assert len(drafts_kept(ivy)) == 1
    ivy.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(ana)).to_have_count(1)
