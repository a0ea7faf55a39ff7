"""What someone has begun to write, kept for them on whatever device they go on with. Asked for and saved by script."""

from flask import Blueprint, abort, g, jsonify, request
from werkzeug.wrappers import Response

from cop.core import text
from cop.core.facts import commit
from cop.people import limits
from cop.people.drafts import see_to_forgetting, ties
from cop.people.models import draft as drafts

bp = Blueprint("drafts", __name__, url_prefix="/drafts")
LONGEST_PLACE, MOST_PLACES = 120, 8


@bp.get("")
def show() -> Response:
    places = [place for place in request.args.getlist("place") if len(place) <= LONGEST_PLACE][:MOST_PLACES]
    answer = jsonify(drafts=drafts.recall(g.viewer.id, places))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("")
@limits.at_most(300, "10 minutes")
def update() -> Response:
    """Nothing in `words` forgets what was there."""
    place, words = request.form.get("place", ""), request.form.get("words", "")
    if not 0 < len(place) <= LONGEST_PLACE or len(words) > text.LONGEST or text.unreadable(words + place):
        abort(422)
    if any(tied(place) for tied in ties):
        abort(422)
    at = drafts.keep(g.viewer.id, place, words)
    see_to_forgetting()
    commit()
    return jsonify(at=at)
