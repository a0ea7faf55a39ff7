"""The lantern: passed to someone, to the next around, or to the middle."""

from flask import Blueprint, abort, g, request
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.live import channel
from cop.core.presence import present
from cop.core.web import require
from cop.rooms import circle, policy
from cop.rooms.models.seat import Seat
from cop.rooms.pages.moves import done, locked, seated

bp = Blueprint("lanterns", __name__, url_prefix="/rooms/<id:room_id>/lantern")


@bp.post("")
def update(room_id: int) -> Response:
    room = locked(room_id)
    seats = seated(room)
    here = present(channel("room", room_id))
    to_id = whom(request.form.get("to", ""), seats, here)
    require(policy.can_hand_lantern(g.viewer, room, seats, to_id, here))
    room.hand_lantern(g.viewer, to_id)
    commit()
    return done(room_id, seq=room.seq)


def whom(to: str, seats: list[Seat], here: set[int]) -> int | None:
    """A person's id from their word, `next` or `middle` (None). 400 for anything else."""
    if to == "middle":
        return None
    if to == "next":
        return circle.next_after(seats, g.viewer.id, here)
    try:
        return ids.number(to)
    except ValueError:
        abort(400)
