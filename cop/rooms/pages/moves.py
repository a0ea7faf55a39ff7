"""What every move in a room has in common: the room locked, a seat in it, and an answer for a script or a page."""

from typing import Any

from flask import abort, g, jsonify, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.web import find_or_404, require
from cop.rooms import policy
from cop.rooms.models.room import Room, RoomClosure
from cop.rooms.models.seat import Seat


def locked(room_id: int) -> Room:
    """The open room, for one move at a time. A closed one says so; one that is not for this viewer is a 404."""
    room = find_or_404(Room.visible_to(g.viewer).with_for_update(of=Room), id=room_id)
    # Asked after the lock: whoever waited for it may have waited while the room closed.
    if db.session.scalar(select(RoomClosure.id).where(RoomClosure.room_id == room_id)) is not None:
        abort(404 if by_script() else redirect(url_for("rooms.show", room_id=room_id)))
    return room


def seated(room: Room) -> list[Seat]:
    """Everyone's seats; 403 for one who has none, and where nothing is said any more."""
    seats = room.seats()
    require(policy.sits(g.viewer, seats) and g.viewer.may_write_to(room.agency_id))
    return seats


def by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def done(room_id: int, **more: Any) -> Response:
    if by_script():
        return jsonify(ok=True, **more)
    return redirect(url_for("rooms.show", room_id=room_id))
