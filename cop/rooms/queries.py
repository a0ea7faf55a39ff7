"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select, tuple_

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.reads import Read
from cop.people.models.person import Person
from cop.rooms.models.log import WORDS, RoomEvent
from cop.rooms.models.room import Room, RoomClosure
from cop.rooms.models.seat import Seat

CLOSED_SHOWN = 5
CATCH_UP = 500  # entries given at once to one who comes back

_seated = select(func.count(Seat.id)).where(Seat.room_id == Room.id).correlate(Room).scalar_subquery()
OPEN_ROOMS = Read(
    select(Room.id, Room.agency_id, Room.audience, Room.title, Room.kind, Room.purpose, Room.opened_at,
           Agency.name.label("agency_name"), _seated.label("seated"))
    .join(Agency, Agency.id == Room.agency_id)
    .outerjoin(RoomClosure, RoomClosure.room_id == Room.id)
    .where(RoomClosure.id.is_(None))
    .where(tuple_(Room.agency_id, Room.audience).in_(bindparam("audiences", expanding=True)))
    .order_by(Room.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip


def open_rooms(viewer: Viewer, limit: int = 50) -> Sequence[AnyRow]:
    """Rooms one may enter now, the newest first, with how many sit there. One statement."""
    return OPEN_ROOMS.rows(audiences=viewer.audiences, most=limit)


def closed_rooms(viewer: Viewer) -> Sequence[AnyRow]:
    """The last that closed: only their names are left. One statement."""
    found = select(Room.title, RoomClosure.at).join(RoomClosure, RoomClosure.room_id == Room.id)
    mine = found.where(tuple_(Room.agency_id, Room.audience).in_(viewer.audiences))
    return db.session.execute(mine.order_by(RoomClosure.at.desc()).limit(CLOSED_SHOWN)).all()


def seats(room_id: int) -> Sequence[AnyRow]:
    """Who sits in a room, around the circle. One statement."""
    found = select(Seat.person_id, Seat.place, Seat.ready_to_close, Person.name, Agency.name.label("voice_name"),
                   Person.photo_beside(Seat.agency_id))  # fmt: skip
    found = found.join(Person, Person.id == Seat.person_id).join(Agency, Agency.id == Seat.voice_id)
    return db.session.execute(found.where(Seat.room_id == room_id).order_by(Seat.place)).all()


def log(room_id: int, after: int = 0, only: int | None = None, words: bool = False) -> Sequence[AnyRow]:
    """A room's log above `after`, in order, with names; only what was said when `words`. One statement."""
    found = select(RoomEvent.seq, RoomEvent.kind, RoomEvent.body, RoomEvent.at, RoomEvent.actor_id, Person.name,
                   Person.photo_beside(RoomEvent.agency_id))  # fmt: skip
    found = found.join(Person, Person.id == RoomEvent.actor_id).where(RoomEvent.room_id == room_id)
    found = found.where(RoomEvent.seq == only) if only is not None else found.where(RoomEvent.seq > after)
    if words:
        last = found.where(RoomEvent.kind == WORDS).order_by(RoomEvent.seq.desc()).limit(CATCH_UP)
        return db.session.execute(last).all()[::-1]
    return db.session.execute(found.order_by(RoomEvent.seq).limit(CATCH_UP)).all()
