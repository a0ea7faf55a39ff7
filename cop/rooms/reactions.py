"""What follows each move in a room: those who sit there see it."""

from cop.core.facts import on_commit
from cop.core.live import channel, publish
from cop.core.presence import dismiss
from cop.rooms import queries
from cop.rooms.entries import sent
from cop.rooms.facts import RoomClosed, RoomMoved, SeatLeft


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
