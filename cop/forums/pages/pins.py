"""Pinning a topic, so that it stands first in its space, and no longer."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.forums import arranging
from cop.forums.models import pin
from cop.forums.models.topic import Topic
from cop.forums.pages.care import page
from cop.people import limits

bp = Blueprint("pins", __name__, url_prefix="/topics/<id:topic_id>/pin")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Response | tuple[str, int]:
    topic = _locked(topic_id)
    if not pin.pin(topic, g.viewer.id):
        return page(topic, no_room=True), 422
    arranging.answer_for(topic, "pinned")
    commit()
    flash(_("Pinned. It stands first in its space."))
    return redirect(url_for("care.show", topic_id=topic_id))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int) -> Response:
    topic = _locked(topic_id)
    pin.unpin(topic)
    arranging.answer_for(topic, "unpinned")
    commit()
    flash(_("No longer pinned."))
    return redirect(url_for("care.show", topic_id=topic_id))


def _locked(topic_id: int) -> Topic:
    topic = arranging.find_locked(g.viewer, topic_id)
    arranging.lock_spaces(topic.space_id)
    return topic
