"""Ready to close: said by each for themselves. When all are, the room closes and nothing of it is left."""

from flask import Blueprint, g
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.rooms.pages.moves import done, locked, seated

bp = Blueprint("readiness", __name__, url_prefix="/rooms/<id:room_id>/readiness")


@bp.post("")
def create(room_id: int) -> Response:
    return _be(room_id, ready=True)


@bp.post("/delete")
def destroy(room_id: int) -> Response:
    return _be(room_id, ready=False)


def _be(room_id: int, ready: bool) -> Response:
    room = locked(room_id)
    seated(room)
    room.be_ready(g.viewer, ready)
    commit()
    return done(room_id)
