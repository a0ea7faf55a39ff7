"""The rules of the circle: seats, the lantern, words, and closing together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import g
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from cop.agencies.entering import viewer_of
from cop.core import ids, search, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.jobs import Job
from cop.people.models.person import Person
from cop.rooms.models.log import RoomEvent
from cop.rooms.models.room import Room
from cop.rooms.models.seat import CAPACITY, Seat
from tests.rooms.circles import holder, left_of, log_of, open_room, path, words_of

JSON = {"Accept": "application/json"}


def pass_to(browser, room_id, to):
    return browser.post(path(room_id, "lantern"), data={"to": to if isinstance(to, str) else ids.word(to.id)})


def test_a_seat_taken_twice_is_one_seat(seat, app, room, world):
    ana = seat(world.ana, room)
    ana.post(path(room, "seat"))
    assert left_of(app, room) == [1, 1, 0]


def test_twelve_sit_and_the_thirteenth_is_told_kindly(sign_in, acting, app, room, world):
    with acting(world.ana) as viewer:
        for place in range(CAPACITY):
            guest = Person(email=f"guest{place}@lantern.example", name=f"Guest {place}", password_hash="")
            db.session.add(guest)
            db.session.flush()
            db.session.add(Seat(agency_id=0, room_id=room, person_id=guest.id, voice_id=viewer.voice_id, place=place))
        commit()
    refused = sign_in(world.ben).post(path(room, "seat"))
    assert refused.status_code == 409
    assert "The circle is full" in refused.text
    assert left_of(app, room)[1] == CAPACITY


def test_a_place_left_free_is_taken_again(seat, acting, room, world):
    seat(world.ana, room).post(path(room, "seat", "delete"))
    seat(world.ben, room)
    seat(world.ivy, room)
    with acting(world.ben):
        places = db.session.scalars(select(Seat.place).where(Seat.room_id == room).order_by(Seat.place)).all()
    assert places == [0, 1]


def test_anyone_takes_the_lantern_from_the_middle_but_only_for_themselves(seat, acting, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    assert pass_to(ana, room, world.ben).status_code == 403
    assert pass_to(ben, room, world.ben).status_code == 302
    with acting(world.ana):
        assert holder(room) == world.ben.id
    assert pass_to(ana, room, world.ana).status_code == 403


def test_the_holder_passes_it_around_to_someone_and_to_the_middle(seat, acting, room, world):
    ana, ben, ivy = (seat(someone, room) for someone in (world.ana, world.ben, world.ivy))
    held = []
    moves = ((ana, world.ana), (ana, "next"), (ben, "next"), (ivy, "next"), (ana, world.ivy), (ivy, "middle"))
    for browser, to in moves:
        assert pass_to(browser, room, to).status_code == 302
        with acting(world.ana):
            held.append(holder(room))
    assert held == [world.ana.id, world.ben.id, world.ivy.id, world.ana.id, world.ivy.id, None]


@pytest.mark.parametrize(("to", "code"), [("", 400), ("somebody", 400), ("0123456789abc", 403)])
def test_the_lantern_goes_to_nobody_who_does_not_sit_there(seat, acting, room, world, to, code):
    ana = seat(world.ana, room)
    pass_to(ana, room, world.ana)
    assert pass_to(ana, room, to).status_code == code
    assert pass_to(ana, room, world.ivy).status_code == 403
    with acting(world.ana):
        assert holder(room) == world.ana.id


def test_the_lantern_of_one_who_leaves_stands_in_the_middle(seat, acting, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    pass_to(ana, room, world.ana)
    ana.post(path(room, "seat", "delete"))
    assert "The lantern is in the middle." in ben.get(path(room)).text
    assert ana.get(path(room, "log")).status_code == 403


def test_words_are_cleaned_and_a_repeated_op_is_one_entry(seat, room, world):
    ana = seat(world.ana, room)
    words = {"body": "**Tired** <script>alert(1)</script>", "op": "a-key-of-hers"}
    first, again = (ana.post(path(room, "words"), data=words, headers=JSON).json for _ in "12")
    assert first == again == {"ok": True, "seq": 2}
    (html,) = words_of(ana, room)
    assert "<strong>Tired</strong>" in html
    assert "<script" not in html


def test_the_same_key_from_two_people_is_two_entries(seat, room, world):
    for someone in (world.ana, world.ben):
        seat(someone, room).post(path(room, "words"), data={"body": "Hello", "op": "one"})
    assert len(words_of(seat(world.ivy, room), room)) == 2


@pytest.mark.parametrize(
    "words",
    [
        {"body": " "},
        {"body": "x", "op": "a\x00b"},
        {"body": "a\x00b"},
        {"body": "x" * 4001},
        {"body": "x", "op": "k" * 65},
    ],
)
def test_words_that_can_not_be_kept_are_refused_in_plain_words(seat, app, room, world, words):
    ana = seat(world.ana, room)
    assert ana.post(path(room, "words"), data=words).status_code == 422
    told = ana.post(path(room, "words"), data=words, headers=JSON)
    assert (told.status_code, told.json["ok"]) == (422, False)
    assert left_of(app, room) == [1, 1, 0]


def test_the_log_after_a_number_is_the_rest_in_order(seat, room, world):
    ana = seat(world.ana, room)
    for number in range(3):
        ana.post(path(room, "words"), data={"body": f"Word {number}"})
    pass_to(ana, room, world.ana)
    told = log_of(ana, room, after=2)
    assert [(entry["seq"], entry["kind"]) for entry in told["events"]] == [(3, "words"), (4, "words"), (5, "lantern")]
    ana_word = ids.word(world.ana.id)
    lantern = {"seq": 5, "kind": "lantern", "actor": ana_word, "name": world.ana.name, "html": "", "to": ana_word}
    assert told["events"][-1] == lantern
    assert told["seq"] == 5


@pytest.mark.parametrize("after", ["", "-1", "soon"])
def test_a_strange_number_asks_for_a_log_all_the_same(seat, room, world, after):
    assert seat(world.ana, room).get(path(room, "log"), query_string={"after": after}).status_code == 200


def test_when_all_are_ready_the_room_closes_and_nothing_of_it_is_left(seat, acting, app, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    ana.post(path(room, "words"), data={"body": "The quokka story"})
    ana.post(path(room, "readiness"))
    assert left_of(app, room) == [4, 2, 0]
    ben.post(path(room, "readiness"))
    assert left_of(app, room) == [0, 0, 1]
    page = ana.get(path(room)).text
    assert "This room is closed." in page
    assert "quokka" not in page
    assert ana.post(path(room, "words"), data={"body": "More"}).location == path(room)
    assert ana.post(path(room, "words"), data={"body": "More"}, headers=JSON).status_code == 404
    with acting(world.ana) as viewer:
        assert search.find("quokka", viewer.audiences) == []
        assert not [job for job in db.session.scalars(select(Job)) if "quokka" in job.payload]


def test_not_yet_keeps_the_room_open(seat, app, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    ana.post(path(room, "readiness"))
    ana.post(path(room, "readiness", "delete"))
    ben.post(path(room, "readiness"))
    assert left_of(app, room)[1:] == [2, 0]


def test_the_room_closes_when_the_only_one_who_was_not_ready_leaves(seat, app, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    ana.post(path(room, "readiness"))
    ben.post(path(room, "seat", "delete"))
    assert left_of(app, room) == [0, 0, 1]


@pytest.fixture
def real_room(built):
    """A room that is really committed, for what needs two connections; removed afterwards."""
    app, world = built
    with app.test_request_context(), tenancy.everywhere():
        room_id = open_room(viewer_of(world.ana.id))
        db.session.remove()
    yield app, world, room_id
    with app.app_context(), tenancy.everywhere():
        for kind in (RoomEvent, Seat):
            db.session.execute(delete(kind).where(kind.room_id == room_id))
        db.session.execute(delete(Room).where(Room.id == room_id))
        db.session.commit()
        db.session.remove()


def test_numbers_have_no_gaps_when_two_speak_at_once(real_room):
    app, world, room_id = real_room

    def speak(someone):
        for number in range(10):
            with app.test_request_context():
                g.viewer = viewer_of(someone.id)
                with tenancy.within(g.viewer.scope):
                    room = db.session.scalars(
                        Room.visible_to(g.viewer).where(Room.id == room_id).with_for_update()
                    ).one()
                    room.sit(g.viewer)
                    room.say(g.viewer, f"Word {number}", f"op-{number}")
                    commit()
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(speak, (world.ana, world.ivy)))
    with app.app_context(), tenancy.everywhere():
        numbers = db.session.scalars(select(RoomEvent.seq).where(RoomEvent.room_id == room_id).order_by(RoomEvent.seq))
        assert list(numbers) == list(range(1, 23))
        assert db.session.get_one(Room, room_id).seq == 22
        db.session.remove()


def test_a_number_beyond_any_log_is_answered_with_nothing(seat, room, world):
    assert log_of(seat(world.ana, room), room, after="9" * 30)["events"] == []


def test_an_error_in_the_database_does_not_tell_what_was_said(acting, room, world):
    with acting(world.ana) as viewer:
        for _ in "12":
            said = RoomEvent(
                agency_id=0, room_id=room, seq=1, actor_id=viewer.id, op_id="o", kind="words", body="quokka"
            )
            db.session.add(said)
        with pytest.raises(IntegrityError) as refused:
            db.session.flush()
        db.session.rollback()
    assert "quokka" not in str(refused.value)


def test_a_room_is_never_stored_by_the_browser(seat, room, world):
    assert "no-store" in seat(world.ana, room).get(path(room)).headers["Cache-Control"]


def test_a_long_circle_shows_its_newest_words(seat, acting, room, world):
    ana = seat(world.ana, room)
    with acting(world.ana) as viewer:
        found = db.session.get_one(Room, room)
        for number in range(501):
            found.say(viewer, f"Word {number}", f"op-{number}")
        db.session.commit()
    assert "Word 500" in ana.get(path(room)).text


def test_the_page_without_script_carries_a_key(seat, room, world):
    assert 'name="op"' in seat(world.ana, room).get(path(room)).text
