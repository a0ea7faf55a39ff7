"""A page of which a script did not arrive, as over a poor line."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import ANA, open_bank_topic
from tests.browser.server import NEEDS_CHROMIUM

pytestmark = NEEDS_CHROMIUM
PARTLY = "Part of this page did not arrive. You can still send what you write. Then load the page again."


@pytest.fixture
def ana(walk_in):
    return walk_in(ANA)


def losing(page, times):
    """The next so many requests for the topic's script find no line; the page of a topic, and how often it came."""
    lost, came = [], []

    def answer(route):
        if len(lost) < times:
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**/static/*/forums/topic.js", answer)
    page.on("response", lambda response: response.request.is_navigation_request() and came.append(response))
    open_bank_topic(page)
    return lost, came


def test_a_page_that_came_in_part_is_loaded_again(ana):
    with ana.expect_event("websocket"):
        lost, _ = losing(ana, times=1)
    assert len(lost) == 1
    expect(ana.get_by_text(PARTLY)).to_have_count(0)


def test_it_is_loaded_again_three_times_at_most_and_then_says_so(ana):
    lost, came = losing(ana, times=99)
    expect(ana.get_by_text(PARTLY)).to_be_visible()
    assert len(lost) == 4
    assert len(came) == 1 + 4  # the page that led here, and this one


def test_what_is_being_written_is_not_put_at_risk(ana):
    ana.route("**/healthz", lambda route: route.abort())
    losing(ana, times=1)
    ana.locator("main textarea").fill("Half a thought")
    expect(ana.get_by_text(PARTLY)).to_be_visible()
    expect(ana.locator("main textarea")).to_have_value("Half a thought")
