"""A topic of one's own becomes a challenge after it was opened, or is none after all."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.changing import let_change
from cop.forums.models.topic import Topic
from cop.people import limits

bp = Blueprint("challenges", __name__, url_prefix="/topics/<id:topic_id>/challenge")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Response:
    _mine(topic_id).ask()
    commit()
    flash(_("It is a challenge now. Replies can be proposed as solutions."))
    return redirect(url_for("topics.show", topic_id=topic_id))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int) -> Response:
    _mine(topic_id).ask_no_more()
    commit()
    flash(_("It is a topic like any other now."))
    return redirect(url_for("topics.show", topic_id=topic_id))


def _mine(topic_id: int) -> Topic:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_change(g.viewer, topic, topic))
    let_change(g.viewer, topic)
    db.session.refresh(topic, with_for_update=True)  # a solution may be proposed at this moment
    require(policy.can_ask(g.viewer, topic))
    return topic
