"""Replies: write one."""

from flask import Blueprint, g, redirect
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.forms import ReplyForm
from cop.forums.models.reply import Reply
from cop.forums.pages.topics import topic_page
from cop.forums.places import address_of
from cop.people import limits

bp = Blueprint("replies", __name__, url_prefix="/topics/<id:topic_id>/replies")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> str | Response | tuple[str, int]:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_reply(g.viewer, topic))
    form = ReplyForm().near(g.viewer, topic.space, topic_id)
    if status := form.pending() or form.withheld(g.viewer, topic.space):
        return topic_page(topic_id, form), status
    to = queries.reply_in(topic, form.to_id)
    said = form.body.data, form.once_id, to, form.without_name.data
    reply = Reply.write_in(topic, g.viewer, *said, form.along)
    commit()
    return redirect(address_of(topic_id, reply.id))
