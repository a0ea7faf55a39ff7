"""Two colleagues talk aside under a topic of everyone's, on a real server: it arrives live, and Ivy has none of it."""

import re

from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, replies

pytestmark = NEEDS_CHROMIUM
BEN = "Ben Castellano"
BANK = "Going to the bank together"


def to_the_topic(page):
    page.goto("/forums/handling-money")
    page.get_by_role("link", name=BANK).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(BANK)


def aside(page):
    to_the_topic(page)
    page.locator(".aside-way a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side conversation")


def test_what_ana_says_aside_reaches_ben_at_once_and_only_hers_is_hers_to_change(walk_in):
    ana, ben = walk_in(ANA), walk_in(BEN)
    aside(ben)
    aside(ana)
    box(ana).fill("The *green* door, by the ferns")
    ana.get_by_role("button", name="Say it here").click()
    arrived = replies(ben).filter(has_text="The green door, by the ferns")
    expect(arrived).to_be_visible()
    expect(arrived.get_by_role("link", name="Edit or take back")).to_be_hidden()
    mine = replies(ana).filter(has_text="The green door, by the ferns")
    mine.get_by_role("link", name="Edit or take back").click()
    ana.get_by_role("button", name="Take it back").click()
    expect(arrived).to_have_count(0)
    expect(replies(ben).filter(has_text="Taken back by whoever wrote it.")).to_be_visible()


def test_ivy_reads_the_same_topic_without_any_of_it(walk_in):
    ana, ivy = walk_in(ANA), walk_in(IVY)
    to_the_topic(ana)
    expect(ana.locator(".aside-way")).to_contain_text(re.compile(r"\d posts"))
    to_the_topic(ivy)
    expect(ivy.locator(".aside-way")).to_contain_text("nothing is written there yet")
    ivy.locator(".aside-way a").click()
    expect(ivy.locator("main")).to_contain_text("Only Stonefield Human Services")
    expect(replies(ivy)).to_have_count(0)
