"""Who may listen to a topic: whoever may read it."""

from flask import g
from sqlalchemy import select

from cop.core.db import db
from cop.core.live import gate, signals
from cop.forums.models.topic import Topic

signals.add(("topic", "writing"))  # someone is: never who


@gate("topic")
def may_listen(topic_id: int) -> bool:
    seen = Topic.visible_to(g.viewer).where(Topic.id == topic_id)
    return db.session.scalar(select(seen.exists())) is True
