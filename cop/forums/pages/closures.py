"""Closing a topic, so that it takes no more replies, and opening it again."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import arranging
from cop.forums.models import closure
from cop.forums.models.closure import Closure
from cop.people import limits

bp = Blueprint("closures", __name__, url_prefix="/topics/<id:topic_id>/closure")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Response:
    topic = arranging.find_locked(g.viewer, topic_id)
    if closure.close(topic, g.viewer.id):
        arranging.answer_for(topic, "closed")
    commit()
    flash(_("Closed. It can be read, and takes no more replies."))
    return redirect(url_for("care.show", topic_id=topic_id))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int) -> Response:
    topic = arranging.find_locked(g.viewer, topic_id)
    require(not _was_decided(topic_id))
    if closure.reopen(topic):
        arranging.answer_for(topic, "reopened")
    commit()
    flash(_("Open again."))
    return redirect(url_for("care.show", topic_id=topic_id))


def _was_decided(topic_id: int) -> bool:
    found = Closure.of(topic_id)
    return found is not None and found.decision_id is not None
