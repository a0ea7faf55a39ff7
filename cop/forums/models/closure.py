"""A topic that takes no more replies: by whom, and since when."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import TopicClosed, TopicReopened
from cop.forums.models.topic import Topic
from cop.people.models.person import Person


class Closure(Owned, Entity):
    __tablename__ = "topic_closure"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_topic_closure_topic"),
        UniqueConstraint("topic_id"),
    )

    topic_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decision_id: Mapped[int | None] = mapped_column(Id)  # where that was decided about a post (see cop.trust.review)

    @classmethod
    def of(cls, topic_id: int) -> "Closure | None":
        return db.session.scalars(select(cls).where(cls.topic_id == topic_id)).first()


def close(topic: Topic, by_id: int, decision_id: int | None = None) -> bool:
    """Safe to repeat. Gives whether it was open."""
    if Closure.of(topic.id) is not None:
        return False
    db.session.add(Closure(agency_id=topic.agency_id, topic_id=topic.id, by_id=by_id, decision_id=decision_id))
    record(TopicClosed(topic.agency_id, topic.id))
    return True


def reopen(topic: Topic, decision_id: int | None = None) -> bool:
    """What was decided is undone through that decision alone. Gives whether it was closed so."""
    found = Closure.of(topic.id)
    if found is None or found.decision_id != decision_id:
        return False
    db.session.delete(found)
    record(TopicReopened(topic.agency_id, topic.id))
    return True
