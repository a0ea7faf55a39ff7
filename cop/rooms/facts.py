"""What happens in the rooms."""

from dataclasses import dataclass

from cop.core.facts import Fact


@dataclass(frozen=True)
class RoomMoved(Fact):
    """Something was added to a room's log: its sequence number says where."""

    room_id: int
    seq: int


@dataclass(frozen=True)
class SeatLeft(Fact):
    room_id: int
    person_id: int


@dataclass(frozen=True)
class RoomClosed(Fact):
    room_id: int
