"""What every move in a room has in common: the room locked, a seat in it, and an answer for a script or a page."""

from typing import Any

from flask import g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from cop.core.web import find_or_404, require
from cop.rooms import policy
from cop.rooms.models.room import Room
from cop.rooms.models.seat import Seat


def locked(room_id: int) -> Room:
    """The open room, for one move at a time. 404 when it is closed, or not for this viewer."""
    return find_or_404(Room.at_the_door(g.viewer), id=room_id)


def seated(room: Room) -> list[Seat]:
    """Everyone's seats; 403 for one who has none."""
    seats = room.seats()
    require(policy.sits(g.viewer, seats))
    return seats


def by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def done(room_id: int, **more: Any) -> Response:
    if by_script():
        return jsonify(ok=True, **more)
    return redirect(url_for("rooms.show", room_id=room_id))
