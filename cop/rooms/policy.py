"""Who may do what in a room. Nobody has powers over another: these are about oneself and the lantern."""

from typing import Any


def sits(viewer: Any, seats: Any) -> bool:
    return any(seat.person_id == viewer.id for seat in seats)


def can_hand_lantern(viewer: Any, room: Any, seats: Any, to_id: int | None, here: Any) -> bool:
    """Whoever holds it passes it on; from the middle, anyone who sits here takes it for themselves.

    From someone who went away with it, anyone sets it back in the middle.
    """
    seated = {seat.person_id for seat in seats}
    if viewer.id not in seated or (to_id is not None and to_id not in seated):
        return False
    if room.holder_id not in {None, viewer.id}:
        return to_id is None and room.holder_id not in here
    return viewer.id in {room.holder_id, to_id}


def can_open(viewer: Any, agency_id: int, audience: str) -> bool:
    return (agency_id, audience) in viewer.audiences and viewer.may_write_to(agency_id)
