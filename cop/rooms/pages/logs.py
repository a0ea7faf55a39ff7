"""The log above a number: what a page asks for when it comes back after a lost line."""

from typing import Any

from flask import Blueprint, g, request

from cop.core.web import find_or_404, require
from cop.rooms import policy, queries
from cop.rooms.entries import sent
from cop.rooms.models.room import Room

bp = Blueprint("logs", __name__, url_prefix="/rooms/<id:room_id>/log")


@bp.get("")
def show(room_id: int) -> dict[str, Any]:
    room = find_or_404(Room.visible_to(g.viewer), id=room_id)
    require(policy.sits(g.viewer, queries.seats(room.id)))
    after = request.args.get("after", 0, type=int)
    return {"events": [sent(row) for row in queries.log(room.id, after=max(0, min(after, 2**31 - 1)))], "seq": room.seq}
