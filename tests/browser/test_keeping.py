"""Keeping up with a topic in real browsers: what is new, what arrives, who is kind, and a draft on another device."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, IVY
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import box, open_topic, replies, reply

pytestmark = NEEDS_CHROMIUM
AFTER_A_WHILE = 10_000  # ms: what is read is told to the server now and then


@pytest.fixture
def opened(walk_in, request):
    """Ana and Ivy in a topic that Ana has just opened."""
    ana, ivy = walk_in(ANA), walk_in(IVY)
    address = open_topic(ana, f"At the bank: {request.node.name[:40]}")
    ivy.goto(address)
    return ana, ivy, address


@pytest.fixture
def topic(opened):
    """With three replies of Ivy's."""
    for number in range(3):
        reply(opened[1], f"Reply number {number}")
    return opened


def line(page, address):
    """The line of the topic in the list of its forum."""
    page.goto("/forums/handling-money")
    word = address.rpartition("/")[2]
    return page.locator(f".topic-row:has(a[href*='{word}'])")


def read_to_the_end(page):
    with page.expect_response(lambda answer: answer.url.endswith("/reading"), timeout=AFTER_A_WHILE):
        page.locator("[data-post]").last.scroll_into_view_if_needed()


def test_what_was_in_view_is_read_and_what_comes_then_is_new_after_a_line(opened):
    ana, ivy, address = opened
    ana.goto("/")
    for number in range(3):
        reply(ivy, f"Reply number {number}")
    expect(line(ana, address)).to_contain_text("3 new")
    ana.goto(address)
    read_to_the_end(ana)
    expect(line(ana, address)).not_to_contain_text("new ")
    reply(ivy, "One more, since Ana left")
    line(ana, address).get_by_role("link").click()
    expect(ana).to_have_url(re.compile("after=new"))
    expect(ana.locator(".since")).to_have_text("New since you were here")
    expect(ana.locator(".since + li")).to_contain_text("One more, since Ana left")


def test_a_reply_that_arrives_moves_nothing_and_a_pill_leads_to_it(topic):
    ana, ivy, _ = topic
    ana.set_viewport_size({"width": 320, "height": 480})
    reply(ivy, "Far below what Ana reads")
    ana.evaluate("scrollTo(0, 120)")
    top = ana.locator("[data-post]").first.bounding_box()["y"]
    reply(ivy, "And another")
    pill = ana.locator("[data-pill]")
    expect(pill).to_have_text("2 new replies")
    assert ana.locator("[data-post]").first.bounding_box()["y"] == top
    pill.click()
    expect(replies(ana).filter(has_text="Far below what Ana reads")).to_be_in_viewport()
    ana.keyboard.press("End")
    expect(pill).to_be_hidden()


def test_a_reply_that_arrives_above_the_box_does_not_push_it_away(topic):
    ana, ivy, _ = topic
    ana.set_viewport_size({"width": 320, "height": 480})
    box(ana).press_sequentially("Half a thought")
    before = box(ana).bounding_box()["y"]
    reply(ivy, "In the middle of it")
    expect(replies(ana).filter(has_text="In the middle of it")).to_be_attached()
    assert abs(box(ana).bounding_box()["y"] - before) <= 1


def test_that_someone_is_writing_is_shown_and_never_who(topic):
    ana, ivy, _ = topic
    place = ana.locator("[data-writing]")
    form = ana.locator("#reply-form")
    before = form.bounding_box()["y"]
    box(ivy).press_sequentially("I am about to say")
    expect(place).to_have_text("Someone is writing …")
    assert form.bounding_box()["y"] == before
    reply(ivy, "It is said")
    expect(place).to_be_empty()


def test_a_kind_word_is_counted_for_all_who_look_on(topic):
    ana, ivy, address = topic
    word = ana.locator("ol [data-kind=holding]").first
    word.click()
    expect(word).to_have_attribute("aria-pressed", "true")
    theirs = ivy.locator("ol [data-kind=holding]").first
    expect(theirs).to_contain_text("1")
    expect(theirs).to_be_disabled()  # her own reply
    ana.goto(address)
    expect(word).to_have_attribute("aria-pressed", "true")
    word.click()
    expect(word).to_have_attribute("aria-pressed", "false")
    expect(theirs).not_to_contain_text("1")


def test_a_draft_is_there_on_another_device_until_it_is_sent(topic, another_device):
    ana, _, address = topic
    ana.goto(address)
    with ana.expect_response("**/drafts"):
        box(ana).press_sequentially("Half a thought")
    phone = another_device(ANA)
    phone.goto(address)
    box(phone).scroll_into_view_if_needed()
    expect(box(phone)).to_have_value("Half a thought")
    expect(phone.get_by_text("Kept for you, from where you began it.")).to_be_visible()
    reply(phone, "A whole thought")
    tablet = another_device(ANA)
    with tablet.expect_response("**/drafts?*"):
        tablet.goto(address)
        box(tablet).scroll_into_view_if_needed()
    expect(box(tablet)).to_have_value("")


def test_what_is_to_have_no_name_is_no_draft_on_the_server(topic, another_device):
    ana, _, address = topic
    ana.goto(address)
    with ana.expect_response("**/drafts"):
        box(ana).press_sequentially("Half a thought")
    with ana.expect_response("**/drafts") as forgotten:
        ana.get_by_label("Post without my name").check()
    assert "words=&" in f"{forgotten.value.request.post_data}&"
    with ana.expect_response("**/drafts") as kept_from_it:
        box(ana).press_sequentially(", and more")
    assert "words=&" in f"{kept_from_it.value.request.post_data}&"
    phone = another_device(ANA)
    with phone.expect_response("**/drafts?*") as asked:
        phone.goto(address)
        box(phone).scroll_into_view_if_needed()
    assert asked.value.json() == {"drafts": []}


def test_words_that_come_back_are_still_to_have_no_name(topic):
    """Left in the middle, and come back to by another way: it would be posted by name if the box were not ticked."""
    ana, _, address = topic
    ana.goto(address)
    box(ana).fill("Half a thought")
    ana.get_by_label("Post without my name").check()
    box(ana).press_sequentially(", and more")
    ana.goto("/forums")
    ana.goto(address)
    expect(box(ana)).to_have_value("Half a thought, and more")
    expect(ana.get_by_label("Post without my name")).to_be_checked()
    ana.get_by_label("Post without my name").uncheck()
    ana.goto("/forums")
    ana.goto(address)
    expect(box(ana)).to_have_value("Half a thought, and more")
    expect(ana.get_by_label("Post without my name")).not_to_be_checked()


def test_a_draft_is_not_shown_to_whoever_signs_in_next_on_the_same_device(topic, another_device):
    address = topic[2]
    ana = another_device(ANA)
    ana.goto(address)
    with ana.expect_response("**/drafts"):
        box(ana).press_sequentially("Only mine")
    ana.goto("/account")
    ana.get_by_role("button", name="Sign out", exact=True).last.click()
    ana.get_by_role("button", name=IVY).click()
    ana.wait_for_url("**/")
    with ana.expect_response("**/drafts?*"):
        ana.goto(address)
        box(ana).scroll_into_view_if_needed()
    expect(box(ana)).to_have_value("")
