"""Words in a room."""

from flask import Blueprint, g, jsonify
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people import limits
from cop.rooms.forms import WordsForm
from cop.rooms.pages.moves import by_script, done, locked, seated
from cop.rooms.pages.rooms import room_page

bp = Blueprint("words", __name__, url_prefix="/rooms/<id:room_id>/words")


@bp.post("")
@limits.at_most(120, "5 minutes")
def create(room_id: int) -> Response | tuple[str, int] | tuple[Response, int]:
    room = locked(room_id)
    seated(room)
    form = WordsForm()
    if not form.validate():
        if by_script():
            return jsonify(ok=False, why=" ".join(str(one) for errors in form.errors.values() for one in errors)), 422
        return room_page(room_id, form), 422
    seq = room.say(g.viewer, form.body.data, form.op.data or "")
    commit()
    return done(room_id, seq=seq)
