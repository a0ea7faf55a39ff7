"""How far one has read in a topic: told by the page once a reply was really in view, or by the button."""

from flask import Blueprint, g, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums import gone_on, policy, queries
from cop.forums.models.reading import read_up_to
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people import limits

bp = Blueprint("readings", __name__, url_prefix="/topics/<id:topic_id>/reading")
NEAR = 20  # posts without a name of one's own that may stand one after the other


@bp.post("")
@limits.at_most(300, "10 minutes")
def update(topic_id: int) -> Response | tuple[str, int]:
    """`upto` names the last post that was read; the button means all of them, and leads back to the topic."""
    if "upto" in request.form and gone_on.home_of(g.viewer, topic_id) is not None:
        return "", 204  # an open page tells of a topic that went on in another: there, more stands before that post
    topic = queries.find_topic(g.viewer, topic_id)
    upto = ids.from_query(request.form.get("upto"))
    post = _last_read(topic, ids.LARGEST if upto is None else upto)
    if post is not None:
        read_up_to(topic, g.viewer.id, post.id)
    commit()
    return ("", 204) if upto else redirect(url_for("topics.show", topic_id=topic_id))


def _last_read(topic: Topic, upto: int) -> Topic | Reply | None:
    """The newest post up to one that is there; one that may not be told is passed over. None if all are."""
    newest = select(Reply).where(Reply.topic_id == topic.id, Reply.into_id.is_(None), Reply.id <= upto)
    posts: list[Topic | Reply] = [*db.session.scalars(newest.order_by(Reply.id.desc()).limit(NEAR)), topic]
    return next((post for post in posts if policy.may_tell_reading(g.viewer, post)), None)
