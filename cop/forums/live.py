"""Who may listen to a topic, or to what an agency says aside: whoever may read it."""

from flask import g
from sqlalchemy import select

from cop.core.db import db
from cop.core.live import gate, signals
from cop.forums import annexes
from cop.forums.models.annex import Annex
from cop.forums.models.topic import Topic

signals.add(("topic", "writing"))  # someone is: never who


@gate("topic")
def may_listen(topic_id: int) -> bool:
    seen = Topic.visible_to(g.viewer).where(Topic.id == topic_id)
    return db.session.scalar(select(seen.exists())) is True


@gate("annex")
def may_listen_aside(annex_id: int) -> bool:
    """Where the topic is not for them any more, neither is what is said about it."""
    seen = Annex.visible_to(g.viewer).with_only_columns(Annex.topic_id).where(Annex.id == annex_id)
    topic_id = db.session.scalar(seen)
    return topic_id is not None and annexes.is_readable(g.viewer, topic_id)
