"""Two browsers in one room, on a real server: they see each other arrive, pass the lantern and exchange words."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import PHONE
from tests.browser.server import NEEDS_CHROMIUM, Server
from tests.browser.visitors import Visitors

PASSWORD = "a calm lantern by the door"
LINE = 15_000  # ms for a dropped line to be back: the client waits a little longer after each try

pytestmark = NEEDS_CHROMIUM


class Harborlight(Server):
    """One agency, with Ana and Ben."""

    def prepare(self):
        place = ("--role", "peer_supporter", "--agency", "harborlight", "--discipline", "cps", "--password", PASSWORD)
        self.run(
            ("db", "upgrade"),
            ("agency", "add", "harborlight", "Harborlight Community Services", "--area", "metro_boston"),
            ("person", "add", "ana@lantern.example", "Ana Ribeiro", *place),
            ("person", "add", "ben@lantern.example", "Ben Castellano", *place),
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Harborlight(tmp_path_factory.mktemp("rooms"))
    yield running
    running.end()


def sign_in(page, key):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{key}@lantern.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/$"))


@pytest.fixture(scope="module")
def visitors(server, chromium):
    people = Visitors(chromium, server.address, sign_in, PHONE)
    yield people
    people.end()


def open_room(page, title):
    page.goto("/rooms/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("What is it for?").fill("To put the week down.")
    page.get_by_role("button", name="Open the room").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def take_seat(page, room):
    page.goto(room)
    page.get_by_role("button", name="Take a seat").click()
    expect(page.locator("[data-room]")).to_be_visible()


def say(page, words):
    page.get_by_label("Your words").fill(words)
    page.get_by_role("button", name="Share").click()


def keys_left(page):
    kept = page.context.storage_state()["origins"]
    return sorted(item["name"] for origin in kept for item in origin["localStorage"] if "room:" in item["name"])


@pytest.fixture
def together(walk_in):
    ana, ben = walk_in("ana"), walk_in("ben")
    room = open_room(ana, "After a hard week")
    expect(ana.locator("[data-circle] li")).to_have_count(1)
    take_seat(ben, room)
    return ana, ben


def test_they_see_each_other_arrive_pass_the_lantern_and_speak(together):
    ana, ben = together
    expect(ana.locator("[data-circle] li")).to_have_count(2)
    expect(ana.locator("[data-announce]")).to_have_text("Ben Castellano has arrived")
    ana.get_by_role("button", name="Take the lantern").click()
    expect(ben.locator(".holder")).to_have_text("Ana Ribeiro holds the lantern.")
    ana.get_by_role("button", name="Pass to Ben Castellano").press("Enter")
    expect(ben.locator(".holder")).to_have_text("The lantern is with you.")
    expect(ben.locator("[data-announce]")).to_have_text("The lantern is with you.")
    say(ben, "It was **heavy**")
    expect(ana.locator(".said-one")).to_have_text(re.compile("Ben Castellano.*It was heavy", re.S))
    expect(ana.locator("[data-announce]")).to_have_text("Ben Castellano shared words")
    expect(ben.locator(".said-one")).to_have_count(1)


def test_the_page_does_not_scroll_sideways_on_a_small_phone(together):
    for page in together:
        expect(page.locator("[data-circle] li")).to_have_count(2)
        assert page.locator("html").bounding_box()["width"] <= 320
        shown = page.locator("main button:visible, main textarea")  # measured in one go: the circle may be drawn anew
        boxes = shown.evaluate_all("parts => parts.map((part) => part.getBoundingClientRect().toJSON())")
        assert len(boxes) > 3
        for box in boxes:
            assert box["left"] >= 0
            assert box["right"] <= 320
            assert box["height"] >= 44


def test_one_who_goes_away_is_shown_as_coming_back(together):
    ana, ben = together
    row = ana.locator("[data-circle] li", has_text="Ben Castellano")
    expect(row.get_by_text("away for now")).to_be_hidden()
    ben.goto("/rooms")
    expect(row.get_by_text("away for now")).to_be_visible()
    ben.go_back()
    expect(row.get_by_text("away for now")).to_be_hidden()


def test_a_lantern_someone_went_away_with_comes_back_to_the_middle(together):
    ana, ben = together
    ben.get_by_role("button", name="Take the lantern").click()
    expect(ana.get_by_text("Ben Castellano holds the lantern.")).to_be_visible()
    back = ana.get_by_role("button", name="They are away: to the middle")
    expect(back).to_be_hidden()
    ben.goto("/rooms")
    back.click()
    expect(ana.locator(".holder")).to_have_text("The lantern is in the middle.")


def test_when_both_are_ready_the_room_closes_on_both_and_no_draft_stays(together):
    ana, ben = together
    say(ana, "Thank you")
    expect(ben.locator(".said-one")).to_have_count(1)
    ben.get_by_label("Your words").press_sequentially("Half a thought")
    for page in (ana, ben):
        page.get_by_role("button", name="I am ready to close").click()
    for page in (ana, ben):
        expect(page.get_by_text("This room is closed.")).to_be_visible()
        assert keys_left(page) == []


def test_a_draft_is_there_again_after_a_reload(together):
    ana, _ = together
    ana.get_by_label("Your words").press_sequentially("Half a thought")
    ana.reload()
    expect(ana.get_by_label("Your words")).to_have_value("Half a thought")


@pytest.mark.parametrize("gently", [True, False])
def test_words_written_while_the_server_is_away_arrive_once(together, server, gently):
    ana, ben = together
    server.end(gently)
    try:
        expect(ana.locator("[data-line]")).to_contain_text("The line dropped")
        say(ana, "Said into the dark")
        expect(ana.get_by_text("Waiting to be sent")).to_be_visible()
        assert keys_left(ana)
    finally:
        server.begin()
    expect(ana.locator(".said-one")).to_have_count(1, timeout=LINE)
    expect(ana.get_by_text("Waiting to be sent")).to_be_hidden(timeout=LINE)
    expect(ben.locator(".said-one")).to_have_count(1, timeout=LINE)


def test_words_that_come_while_the_log_is_on_its_way_are_not_lost(together):
    """The log was read before they were in it, and arrives after they were told of."""
    ana, ben = together

    def late(route):
        read = route.fetch()
        if ana.locator(".said-one").count() == 0:
            say(ana, "Said just then")
            expect(ana.locator(".said-one")).to_have_count(1)
        route.fulfill(response=read)

    ben.route("**/log?after=*", late)
    ben.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(ben.locator(".said-one")).to_have_count(1)


def test_words_written_while_others_are_on_their_way_are_not_lost(together):
    ana, _ = together
    held, free = [], []
    ana.route("**/words", lambda route: route.continue_() if free else held.append(route))
    say(ana, "First")
    expect(ana.get_by_text("Waiting to be sent")).to_be_visible()
    say(ana, "Second")
    expect(ana.get_by_label("Your words")).to_have_value("")
    free.append("the line is quick again")
    held.pop().continue_()
    expect(ana.locator(".said-one").first).to_be_visible()
    expect(ana.locator(".said-one")).to_have_count(2)


def test_the_next_person_on_this_device_does_not_find_a_draft(together, visitors):
    room, device = together[0].url, visitors.new_device()
    ana, ben = device.new_page(), device.new_page()
    sign_in(ana, "ana")
    ana.goto(room)
    ana.get_by_label("Your words").press_sequentially("Not for anyone else")
    device.clear_cookies()
    sign_in(ben, "ben")
    ben.goto(room)
    expect(ben.get_by_label("Your words")).to_have_value("", timeout=1000)
    device.close()


def test_a_draft_goes_when_the_room_closed_while_one_was_away(together):
    ana, ben = together
    ana.get_by_label("Your words").press_sequentially("Half a thought")
    ana.get_by_role("button", name="I am ready to close").click()
    expect(ana.get_by_role("button", name="Not yet")).to_be_visible()
    room = ana.url
    ana.goto("/")
    ben.get_by_role("button", name="I am ready to close").click()
    expect(ben.get_by_text("This room is closed.")).to_be_visible()
    ana.goto(room)
    expect(ana.get_by_text("This room is closed.")).to_be_visible()
    assert keys_left(ana) == []


def test_words_that_are_refused_come_back_to_their_writer(together):
    ana, _ = together
    field = ana.get_by_label("Your words")
    field.evaluate("field => { field.value = 'x'.repeat(4001) }")
    ana.get_by_role("button", name="Share").click()
    expect(ana.get_by_text("Waiting to be sent")).to_be_hidden()
    expect(field).to_have_value("x" * 4001, timeout=1000)
