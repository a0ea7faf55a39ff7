"""Choosing which mail one gets about a topic, on one device, and finding it on another."""

from playwright.sync_api import expect

from tests.browser.demo import ANA, DESK, PHONE
from tests.browser.server import NEEDS_CHROMIUM
from tests.browser.test_forum import open_topic

pytestmark = NEEDS_CHROMIUM


def test_a_summary_chosen_on_the_phone_is_chosen_on_the_desk(walk_in, another_device):
    phone, desk = walk_in(ANA), another_device(ANA)
    phone.set_viewport_size(PHONE)
    desk.set_viewport_size(DESK)
    address = open_topic(phone, "Once a week is enough")
    phone.goto(address)
    phone.get_by_text("Mail about new posts: right away").click()
    phone.get_by_label("Weekly summary").check()
    phone.locator(".follow").get_by_role("button", name="Save").click()
    expect(phone.locator("[data-announce]")).to_contain_text("You get one mail a week, on Monday at 8 in the morning")
    expect(phone.locator(".follow summary")).to_contain_text("Mail about new posts: weekly summary")
    desk.goto(address)
    desk.get_by_text("Mail about new posts: weekly summary").click()
    expect(desk.get_by_label("Weekly summary")).to_be_checked()
    desk.goto("/account/subscriptions")
    mine = desk.locator(".row", has_text="Once a week is enough")
    expect(mine).to_contain_text("Mail about new posts: weekly summary")
