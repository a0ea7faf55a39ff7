import pytest

from cop.core import ids
from tests.rooms.circles import left_of, open_room, path

NEW = {"place": "0:everyone", "title": "After a hard week", "kind": "debrief", "purpose": "To set it down.",
       "agreement": "- We **ask** first."}  # fmt: skip


def test_ana_opens_a_room_and_sits_in_it(sign_in, world):
    ana = sign_in(world.ana)
    opened = ana.post("/rooms/new", data=NEW)
    page = ana.get(opened.location).text
    assert "After a hard week" in page
    assert "We <strong>ask</strong> first." in page
    assert "After a hard week" in sign_in(world.ivy).get("/rooms").text


def test_the_same_form_sent_twice_is_one_room(sign_in, world):
    ana, once = sign_in(world.ana), ids.word(ids.new_id())
    first, second = (ana.post("/rooms/new", data=NEW | {"once": once}).location for _ in "12")
    assert first == second


def test_what_was_typed_stays_when_a_room_has_no_title(sign_in, world):
    answer = sign_in(world.ana).post("/rooms/new", data=NEW | {"title": " "})
    assert answer.status_code == 422
    assert "To set it down." in answer.text


@pytest.mark.parametrize("place", ["0:supervisors", "7:everyone", "nowhere", "0", "x:y"])
def test_a_room_is_only_opened_for_those_one_belongs_to(sign_in, world, place):
    assert sign_in(world.ana).post("/rooms/new", data=NEW | {"place": place}).status_code == 422


def test_a_supervisor_opens_no_room_for_peers_only(sign_in, world):
    assert sign_in(world.luz).post("/rooms/new", data=NEW | {"place": "0:peers"}).status_code == 422
    assert sign_in(world.ana).post("/rooms/new", data=NEW | {"place": "0:peers"}).status_code == 302


def test_at_the_door_stand_the_agreement_and_who_is_here_but_no_words(sign_in, seat, room, world):
    seat(world.ana, room).post(path(room, "words"), data={"body": "Only for the circle"})
    door = sign_in(world.ben).get(path(room)).text
    assert "One voice at a time." in door
    assert "Ana Ribeiro" in door
    assert "Only for the circle" not in door


ROUTES = [("GET",), ("GET", "circle"), ("GET", "log"), ("POST", "seat"), ("POST", "seat", "delete")]
ROUTES += [("POST", "lantern"), ("POST", "words"), ("POST", "readiness"), ("POST", "readiness", "delete")]


def asked(browser, room_id, method, *noun):
    data = {"to": "middle", "body": "hello"}
    where = path(room_id, *noun)
    return browser.get(where) if method == "GET" else browser.post(where, data=data)


@pytest.mark.parametrize("route", ROUTES)
def test_a_room_of_harborlight_does_not_exist_for_the_outsider(sign_in, acting, app, world, route):
    with acting(world.ana) as viewer:
        hidden = open_room(viewer, world.harborlight.id, title="Van keys")
    ivy = sign_in(world.ivy)
    answer, missing = asked(ivy, hidden, *route), asked(ivy, ids.new_id(), *route)
    assert (answer.status_code, answer.data) == (404, missing.data)
    assert "Van keys" not in ivy.get("/rooms").text
    assert left_of(app, hidden) == [0, 0, 0]


@pytest.mark.parametrize("route", ROUTES)
def test_a_room_for_peers_only_does_not_exist_for_their_supervisor(sign_in, acting, world, route):
    with acting(world.ana) as viewer:
        among_us = open_room(viewer, audience="peers", title="Among us")
    luz = sign_in(world.luz)
    assert asked(luz, among_us, *route).status_code == 404
    assert "Among us" not in luz.get("/rooms").text
    assert sign_in(world.ivy).get(path(among_us)).status_code == 200


SEATED_ONLY = [route for route in ROUTES[1:] if "seat" not in route]  # leaving when one never sat changes nothing


@pytest.mark.parametrize("route", SEATED_ONLY)
def test_one_who_does_not_sit_there_hears_nothing_and_moves_nothing(sign_in, app, room, world, route):
    assert asked(sign_in(world.ben), room, *route).status_code == 403
    assert left_of(app, room) == [0, 0, 0]


@pytest.mark.parametrize("people", [("ana",), ("ana", "ben", "ivy")])
def test_the_pages_take_the_same_statements_however_many_sit_and_speak(seat, sign_in, room, world, count_sql, people):
    browsers = [seat(getattr(world, key), room) for key in people]
    for browser in browsers:
        browser.post(path(room, "words"), data={"body": "Hello"})
    counts = {}
    visits = {"index": (browsers[0], "/rooms"), "circle": (browsers[0], path(room)),
              "door": (sign_in(world.luz), path(room)), "log": (browsers[0], path(room, "log"))}  # fmt: skip
    for name, (browser, address) in visits.items():
        with count_sql() as counted:
            assert browser.get(address).status_code == 200
        counts[name] = sum(not statement.startswith("SELECT set_config") for statement in counted.statements)
    assert counts == {"index": 3, "circle": 4, "door": 3, "log": 4}
