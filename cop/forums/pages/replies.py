"""Replies: write one."""

from flask import Blueprint, flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import answering, gone_on, policy, queries
from cop.forums.following import take_part
from cop.forums.forms import ReplyForm
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.waiting_post import is_new
from cop.forums.pages.topics import topic_page, wait_for_a_look
from cop.forums.places import address_of
from cop.forums.words import FOR_OTHERS
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.review import stopping

bp = Blueprint("replies", __name__, url_prefix="/topics/<id:topic_id>/replies")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> str | Response | tuple[str, int]:
    asked = answering.find(g.viewer, topic_id)
    topic = asked.topic
    require(policy.can_reply(g.viewer, topic))
    form = ReplyForm().near(g.viewer, topic.space, topic_id)
    hand = Pseudonym.hand_of(topic_id, g.viewer.id) if form.without_name.data else None
    stopping.let_write(g.viewer, topic.agency_id, topic_id, hand)
    if asked.closed:
        stopping.stop("forums/topics/closed.html", topic=topic)
    if status := form.pending() or form.withheld(g.viewer, topic.space, topic_id):
        return topic_page(topic_id, form), status
    if form.is_for_others(topic.audience):
        flash(FOR_OTHERS)
        return topic_page(topic_id, form), 409
    answered, written = queries.reply_in(topic, form.to_id), [f"reply:{ids.word(topic_id)}"]
    to = answered.id if answered else None
    if asked.looks_first and is_new(topic.agency_id, g.viewer, form.without_name.data):
        if form.cannot_wait():
            return topic_page(topic_id, form), 422
        said = {"topic_id": topic.id, "to_id": to, "body_source": form.body.data}
        return wait_for_a_look(topic.space, said, form.once_id, written)
    gone_on.hold(g.viewer, topic_id)
    words = form.body.data, form.once_id, to, form.without_name.data
    reply = Reply.write_in(topic, g.viewer, *words, form.along)
    if reply.hand is None:
        take_part(topic, g.viewer, reply.id)
    drafts.forget(g.viewer.id, written)
    commit()
    if not (answered or topic).body_source:
        flash(_("What you answered is no longer there: it was taken back or hidden. Your reply stands all the same."))
    return redirect(address_of(topic_id, reply.id))
