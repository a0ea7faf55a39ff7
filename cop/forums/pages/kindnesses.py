"""Thanks, me too, holding this with you."""

from flask import Blueprint, abort, flash, g, jsonify, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.models.kindness import KINDS, be_kind, counts, is_kind
from cop.forums.places import address_of
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("kindnesses", __name__, url_prefix="/topics/<id:topic_id>/posts/<id:post_id>/kindness")


@bp.post("")
@limits.at_most(120, "10 minutes")
def update(topic_id: int, post_id: int) -> Response:
    """`on` (1 or 0) says which it shall be, as script does; without it, it is turned around."""
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    require(policy.can_be_kind(g.viewer, topic, post))
    kind, on = request.form.get("kind"), request.form.get("on")
    if kind not in KINDS:
        abort(422)
    db.session.refresh(post, with_for_update=True)  # its count is about to change
    on_now = not is_kind(post, g.viewer.id, kind) if on is None else on == "1"
    if on_now:  # one may always take it back
        stopping.let_write(g.viewer, topic.agency_id, topic_id)
    said = be_kind(post, g.viewer.id, kind, on_now)
    commit()
    if on is not None:
        return jsonify(counts=counts(post))
    flash(_("It is said. Nobody sees who.") if said else _("Taken back."))
    return redirect(address_of(topic_id, post_id))
