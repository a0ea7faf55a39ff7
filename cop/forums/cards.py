"""Cards of topics and solutions."""

from flask import abort
from flask_babel import gettext as _

from cop.agencies.viewer import Viewer
from cop.core import cards, text
from cop.core.db import db
from cop.forums import gone_on, queries, solutions
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic

LENGTH = 80  # characters of a solution's beginning


@cards.of("topics.show")
def topic(viewer: Viewer, topic_id: int) -> cards.Card:
    found = db.session.scalars(Topic.visible_to(viewer).where(Topic.id == topic_id)).first()
    found = found or queries.find_topic(viewer, gone_on.home_of(viewer, topic_id) or topic_id)
    if not found.body_source:
        abort(404)
    return cards.Card(_("Challenge") if found.challenge else _("Topic"), found.title)


@cards.of("solutions.show")
def solution(viewer: Viewer, solution_id: int) -> cards.Card:
    found, _topic = solutions.find(viewer, solution_id)
    reply = db.session.get_one(Reply, found.reply_id)
    if not reply.body_source:
        abort(404)
    return cards.Card(_("Solution"), text.excerpt(text.plain(reply.body_html), LENGTH))
