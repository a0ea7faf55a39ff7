"""Replies: write one."""

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.forms import ReplyForm
from cop.forums.models.reply import Reply
from cop.forums.pages.topics import topic_page
from cop.people import limits

bp = Blueprint("replies", __name__, url_prefix="/topics/<id:topic_id>/replies")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> str | Response | tuple[str, int]:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_reply(g.viewer, topic))
    form = ReplyForm()
    if not form.validate():
        return topic_page(topic_id, form), 422
    reply = Reply.write_in(topic, g.viewer, form.body.data, form.once_id)
    commit()
    return redirect(_where(topic_id, reply.id))


def _where(topic_id: int, reply_id: int) -> str:
    """The page of the topic that ends with this reply, at the reply."""
    after = queries.page_ending_with(topic_id, reply_id)
    page = url_for("topics.show", topic_id=topic_id, after=None if after is None else ids.word(after))
    return f"{page}#reply-{ids.word(reply_id)}"
