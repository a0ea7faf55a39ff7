"""Who may do what in a room. Nobody has powers over another: these are about oneself and the lantern."""

from typing import Any


def sits(viewer: Any, seats: Any) -> bool:
    return any(seat.person_id == viewer.id for seat in seats)


def can_hand_lantern(viewer: Any, room: Any, seats: Any, to_id: int | None) -> bool:
    """Whoever holds it passes it on; from the middle, anyone who sits here takes it for themselves."""
    seated = {seat.person_id for seat in seats}
    if viewer.id not in seated or (to_id is not None and to_id not in seated):
        return False
    return room.holder_id == viewer.id or (room.holder_id is None and to_id == viewer.id)


def can_open(viewer: Any, agency_id: int, audience: str) -> bool:
    return (agency_id, audience) in viewer.audiences
