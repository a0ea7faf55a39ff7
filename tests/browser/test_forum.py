"""Two browsers in one topic, on a real server: replies arrive live, drafts stay until they are sent, walls hold."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY, open_bank_topic
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
FAR = 60  # presses of Tab, at most, to anywhere on a page


def open_topic(page, title):
    page.goto("/forums/handling-money/new")
    page.get_by_label("Title").fill(title)
    box(page).fill("Who has done this before?")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def box(page):
    return page.locator("main textarea")


def reply(page, words):
    box(page).fill(words)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(replies(page).filter(has_text=words.replace("*", ""))).to_be_visible()


def replies(page):
    return page.locator("[data-replies] > li")


def drafts_kept(page):
    kept = page.context.storage_state()["origins"]
    return [item["name"] for origin in kept for item in origin["localStorage"] if item["name"].startswith("draft:")]


def tab_to(page, target):
    """As someone without a mouse does: press Tab until there."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if target.evaluate("target => target === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {target}")


@pytest.fixture
def together(walk_in, request):
    """Ana and Ivy, of two agencies, in a topic that Ana has just opened."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    topic = open_topic(ana, f"At the bank: {request.node.name[:40]}")
    ivy.goto(topic)
    expect(ivy.get_by_role("heading", level=1)).to_be_visible()
    return ana, ivy


def test_a_reply_arrives_for_the_other_without_a_reload(together):
    ana, ivy = together
    ana.evaluate("window.sameVisit = true")
    reply(ivy, "We **wait** outside")
    arrived = replies(ana)
    expect(arrived).to_have_count(1)
    expect(arrived).to_contain_text(re.compile("Ivy Donnelly.*Stonefield.*We wait outside", re.S))
    expect(ana.locator("[data-announce]")).to_have_text("A new reply from Ivy Donnelly")
    expect(ana.locator("[data-count]")).to_have_text("1 reply")
    assert ana.evaluate("window.sameVisit")


def test_the_one_who_replies_sees_it_once(together):
    _, ivy = together
    reply(ivy, "We wait outside")
    reply(ivy, "And we walk home together")
    expect(replies(ivy)).to_have_count(2)


def test_what_someone_is_typing_stays_when_a_reply_arrives(together):
    ana, ivy = together
    box(ana).press_sequentially("Half a thought")
    reply(ivy, "We wait outside")
    expect(replies(ana)).to_have_count(1)
    expect(box(ana)).to_have_value("Half a thought")
    expect(box(ana)).to_be_focused()


def test_a_draft_is_there_again_after_a_reload_and_gone_once_sent(together):
    ana, _ = together
    box(ana).press_sequentially("Half a thought")
    ana.reload()
    expect(box(ana)).to_have_value("Half a thought")
    expect(ana.get_by_text("Kept on this device.")).to_be_visible()
    reply(ana, "A whole thought")
    expect(box(ana)).to_have_value("")
    assert drafts_kept(ana) == []
    ana.reload()
    expect(box(ana)).to_have_value("")


def test_what_is_typed_before_the_scripts_arrive_is_kept_too(together):
    ana, _ = together
    held = []
    ana.route("**/ui/app.js", lambda route: held.insert(0, route))
    ana.goto(ana.url, wait_until="commit")
    box(ana).press_sequentially("Half a thought")
    held.pop().continue_()
    expect(ana.locator("markdown-toolbar").first).to_be_visible()
    expect(box(ana)).to_have_value("Half a thought")
    assert len(drafts_kept(ana)) == 1


def test_a_draft_stays_when_the_server_is_out_of_reach(together):
    ana, _ = together
    topic = ana.url
    ana.route("**/replies*", lambda route: route.abort())
    box(ana).press_sequentially("Half a thought")
    ana.get_by_role("button", name="Reply", exact=True).click()
    ana.wait_for_url("chrome-error://**")
    ana.goto(topic)
    expect(box(ana)).to_have_value("Half a thought")


def test_a_reply_can_be_written_without_a_mouse(together):
    ana, ivy = together
    tab_to(ana, box(ana))
    ana.keyboard.type("From the keyboard")
    tab_to(ana, ana.get_by_role("button", name="Reply", exact=True))
    ana.keyboard.press("Enter")
    expect(replies(ana)).to_contain_text("From the keyboard")
    expect(replies(ivy)).to_contain_text("From the keyboard")


def test_another_agencys_private_space_is_not_there(walk_in):
    ana, ivy = walk_in(ANA), walk_in(IVY)
    assert ana.goto("/forums/harborlight-team").status == 200
    assert ivy.goto("/forums/harborlight-team").status == 404
    expect(ivy.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    ivy.goto("/forums")
    expect(ivy.get_by_text("Harborlight")).to_have_count(0)


def test_ones_own_reply_is_in_sight_on_a_long_topic(walk_in):
    ana = walk_in(ANA)
    open_bank_topic(ana)
    reply(ana, "Mine, at the end of many")
    expect(replies(ana).last).to_contain_text("Mine, at the end of many")
    expect(replies(ana).last).to_be_in_viewport()


def test_back_on_a_topic_what_was_sent_is_not_in_the_box_again(together):
    _, ivy = together
    reply(ivy, "We wait outside")
    ivy.go_back()
    expect(box(ivy)).to_have_value("")


def test_a_long_paste_stays_whole_and_is_said(together):
    ana, _ = together
    box(ana).fill("palabra " * 3000)
    expect(ana.get_by_text("4,000 characters too many.")).to_be_visible()
    ana.get_by_role("button", name="Reply", exact=True).click()
    expect(ana.get_by_role("alert")).to_contain_text("too long")
    expect(box(ana)).to_have_value("palabra " * 3000)
    box(ana).fill("palabra")
    expect(ana.locator("[data-length]")).to_have_count(0)
