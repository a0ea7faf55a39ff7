"""A post is flagged, hidden, appealed and given back, in four browsers; and each page of it can be used by everyone."""

import pytest
from playwright.sync_api import expect

from tests.browser import looks
from tests.browser.demo import ANA, DESK, IVY, PHONE
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, open_topic, replies, reply

pytestmark = NEEDS_CHROMIUM
WREN, JOAN = "Wren Alvarado", "Joan Kessler"  # the steward; a director who is on the steering committee
WORDS = "We wait by the juniper until it is done"


@pytest.fixture
def together(walk_in):
    """Ana's topic, with a reply of Ivy's in it."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    ivy.goto(open_topic(ana, "Waiting outside"))
    reply(ivy, WORDS)
    expect(replies(ana)).to_contain_text(WORDS)
    return ana, ivy


def usable(page):
    """What every page is tried for, at the place where it stands."""
    assert looks.violations(page) == []
    page.set_viewport_size(PHONE)
    for what in (looks.STICKS_OUT, looks.TOO_SMALL, looks.UNSEEN):
        assert page.evaluate(what) == []
    page.set_viewport_size(DESK)


def more_about(page, name):
    page.goto(replies(page).get_by_role("link", name=f"More about what {name} wrote").get_attribute("href"))


def decide(page, action, message):
    page.get_by_label(action).check()
    page.get_by_label("What you say to whoever wrote it").fill(message)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("It is in the log")).to_be_visible()


def open_review(page, heading, within):
    page.goto("/review")
    usable(page)
    section = page.locator(f"h2:text-is('{heading}') + ul")
    section.get_by_role("link", name=within).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(within)


def test_flagged_hidden_appealed_and_given_back(together, walk_in):
    ana, ivy = together
    topic = ana.url
    more_about(ana, "Ivy Donnelly")
    usable(ana)
    ana.get_by_role("link", name="Flag this post").click()
    ana.get_by_label("It tells who someone is").check()
    ana.get_by_role("button", name="Flag it").click()
    expect(ana.get_by_text("nobody is told that it was you")).to_be_visible()

    wren = walk_in(WREN)
    open_review(wren, "Flagged", "Waiting outside")
    expect(wren.get_by_text("Ana Ribeiro")).to_have_count(0)
    usable(wren)
    decide(wren, "Hide it from everyone else", "It names a tree that stands at a door.")
    expect(replies(ivy).last).to_contain_text("Hidden by those who look after this space.")  # at once
    ana.goto(topic)
    expect(replies(ana).last).not_to_contain_text("juniper")

    ivy.goto("/account/decisions")
    usable(ivy)
    ivy.get_by_role("link", name="What you wrote was hidden.").click()
    expect(ivy.get_by_text("It names a tree that stands at a door.")).to_be_visible()
    usable(ivy)
    ivy.get_by_label("Why should it be looked at once more?").fill("There are many such trees.")
    ivy.get_by_role("button", name="Ask").click()
    expect(ivy.get_by_text("Not answered yet.")).to_be_visible()

    joan = walk_in(JOAN)
    open_review(joan, "Asked to be looked at once more", "Waiting outside")
    usable(joan)
    joan.get_by_label("Set the decision aside").check()
    joan.get_by_label("What you say to whoever asked").fill("There are. Thank you.")
    joan.get_by_role("button", name="Answer").click()
    expect(joan.get_by_text("Whoever asked is told.")).to_be_visible()
    joan.goto("/review/log")
    expect(joan.get_by_text("Wren Alvarado hid it.").first).to_be_visible()
    usable(joan)

    ivy.reload()
    expect(ivy.get_by_text("There are. Thank you.")).to_be_visible()
    ana.goto(topic)
    expect(replies(ana).last).to_contain_text(WORDS)


def test_words_are_taken_out_before_the_eyes_of_whoever_reads(together):
    ana, ivy = together
    more_about(ivy, "Ivy Donnelly")
    ivy.get_by_role("link", name="Take words out for good").click()
    box(ivy).fill("juniper")
    ivy.get_by_role("button", name="Look where they stand").click()
    expect(ivy.get_by_role("alert")).to_be_focused()
    expect(ivy.get_by_text("They stand in 1 place.")).to_be_visible()
    usable(ivy)
    ivy.get_by_role("button", name="Take them out for good").click()
    expect(ivy.get_by_text("Taken out for good, in 1 place.")).to_be_visible()
    expect(replies(ana).last).to_contain_text("We wait by the ▢▢ until it is done")


def test_asking_to_check_on_someone_says_what_happens_and_what_does_not(together):
    ana, _ = together
    more_about(ana, "Ivy Donnelly")
    ana.get_by_role("link", name="Please check on this person").click()
    expect(ana.get_by_role("heading", name="What does not happen")).to_be_visible()
    expect(ana.locator("main").get_by_text("call or text 988")).to_be_visible()
    ana.get_by_role("button", name="Ask them to check").click()
    expect(ana.get_by_text("Thank you for looking out.")).to_be_visible()


def test_a_topic_that_was_closed_keeps_what_one_was_typing(together, walk_in):
    ana, _ = together
    wren = walk_in(WREN)
    wren.goto(ana.url)
    more_about(wren, "Ivy Donnelly")
    wren.get_by_role("link", name="Look after this post").click()
    box(ana).fill("My long answer")
    decide(wren, "Close the topic for new replies", "It has come to an end.")
    ana.get_by_role("button", name="Reply", exact=True).click()
    expect(ana.get_by_role("heading", level=1)).to_have_text("This topic is closed")
    expect(ana.get_by_label("body")).to_have_value("My long answer")
    usable(ana)
