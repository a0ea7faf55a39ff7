"""Replies: write one."""

from flask import Blueprint, g, redirect
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.forms import ReplyForm
from cop.forums.models.closure import Closure
from cop.forums.models.reply import Reply
from cop.forums.models.waiting_post import must_wait
from cop.forums.pages.topics import topic_page, wait_for_a_look
from cop.forums.places import address_of
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("replies", __name__, url_prefix="/topics/<id:topic_id>/replies")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> str | Response | tuple[str, int]:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_reply(g.viewer, topic))
    stopping.let_write(g.viewer, topic.agency_id, topic_id)
    if Closure.of(topic_id) is not None:
        stopping.stop("forums/topics/closed.html", topic=topic)
    form = ReplyForm()
    if status := form.pending():
        return topic_page(topic_id, form), status
    to = queries.reply_in(topic, form.to_id)
    if must_wait(topic.space, g.viewer):
        said = {"topic_id": topic.id, "to_id": to, "body_source": form.body.data}
        return wait_for_a_look(topic.space, said, form.once_id)
    reply = Reply.write_in(topic, g.viewer, form.body.data, form.once_id, to)
    commit()
    return redirect(address_of(topic_id, reply.id))
