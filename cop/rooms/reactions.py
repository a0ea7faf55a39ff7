"""What follows each move in a room: those who sit there see it."""

from cop.agencies.entering import viewer_of
from cop.agencies.facts import RolesChanged
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.live import channel, publish
from cop.core.presence import dismiss
from cop.rooms import queries
from cop.rooms.entries import sent
from cop.rooms.facts import RoomClosed, RoomMoved, SeatLeft
from cop.rooms.models.room import Room


@in_commit(RolesChanged)
def leave_what_is_closed(fact: RolesChanged) -> None:
    """Whoever may no longer come to a room does not keep a seat in its circle."""
    db.session.flush()
    person = viewer_of(fact.person_id or 0)
    if person is None:
        return
    with tenancy.within(tenancy.agencies(fact.agency_id)):
        for room in db.session.scalars(Room.where_sits(person.id).with_for_update(of=Room)).all():
            if not person.belongs_to(room):
                room.leave(person)
        db.session.flush()


@on_commit(SeatLeft)
def stop_telling(fact: SeatLeft) -> None:
    """Whoever left hears no more, on any of their devices."""
    dismiss(channel("room", fact.room_id), fact.person_id)


@on_commit(RoomMoved)
def show_move(fact: RoomMoved) -> None:
    for row in queries.log(fact.room_id, only=fact.seq):
        publish(channel("room", fact.room_id), "moved", sent(row))


@on_commit(RoomClosed)
def show_closed(fact: RoomClosed) -> None:
    publish(channel("room", fact.room_id), "closed", {})
