"""Taking a seat in the circle, and leaving it."""

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.rooms.forms import WordsForm
from cop.rooms.pages.moves import done, locked
from cop.rooms.pages.rooms import room_page

bp = Blueprint("seats", __name__, url_prefix="/rooms/<id:room_id>/seat")


@bp.post("")
def create(room_id: int) -> Response | tuple[str, int]:
    room = locked(room_id)
    require(g.viewer.may_write_to(room.agency_id))
    seat = room.sit(g.viewer)
    if seat is None:
        return room_page(room_id, WordsForm(), full=True), 409
    commit()
    return done(room_id)


@bp.post("/delete")
def destroy(room_id: int) -> Response:
    locked(room_id).leave(g.viewer)
    commit()
    return redirect(url_for("rooms.index"))
