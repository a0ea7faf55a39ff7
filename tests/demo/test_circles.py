"""Rooms that closed, of which nothing is left but the frame, and rooms where people are sitting now."""

from sqlalchemy import func, select

from cop.demo import words
from cop.rooms.models.room import Room, RoomClosure, RoomEvent, Seat


def test_nine_rooms_closed_and_five_are_open(demo):
    assert demo.number(select(func.count(Room.id))) == 14
    assert demo.number(select(func.count(RoomClosure.id))) == 9


def test_nothing_is_kept_of_a_closed_room(demo):
    for kind in (Seat, RoomEvent):
        assert demo.rows(select(kind.id).join(RoomClosure, RoomClosure.room_id == kind.room_id)) == []


def test_the_opener_of_an_open_room_sits_in_it_and_holds_the_lantern(demo):
    closed = select(RoomClosure.room_id)
    opened = demo.rows(select(Room.id, Room.opener_id, Room.holder_id, Room.title).where(Room.id.not_in(closed)))
    assert {room.title for room in opened} == {
        one["title"] for one in words.read("rooms")["room"] if one["state"] == "open"
    }
    for room in opened:
        assert room.holder_id == room.opener_id
        first = select(Seat.person_id).where(Seat.room_id == room.id, Seat.place == 0)
        assert demo.number(first) == room.opener_id


def test_a_log_counts_from_one_without_a_gap_and_the_room_knows_its_end(demo):
    logged = select(Room.id, Room.seq, func.count(RoomEvent.id).label("entries"), func.max(RoomEvent.seq).label("last"))
    for row in demo.rows(logged.join(RoomEvent, RoomEvent.room_id == Room.id).group_by(Room.id, Room.seq)):
        assert row.seq == row.entries == row.last


def test_whoever_speaks_has_a_seat(demo):
    seats = select(Seat.id).where(Seat.room_id == RoomEvent.room_id, Seat.person_id == RoomEvent.actor_id).exists()
    assert demo.rows(select(RoomEvent.id).where(~seats)) == []
