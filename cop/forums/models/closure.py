"""A topic that takes no more replies: by whom, and since when."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, delete, select
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

    @classmethod
    def of(cls, topic_id: int) -> "Closure | None":
        return db.session.scalars(select(cls).where(cls.topic_id == topic_id)).first()


def close(topic: Topic, by_id: int) -> None:
    """Safe to repeat."""
    if Closure.of(topic.id) is None:
        db.session.add(Closure(agency_id=topic.agency_id, topic_id=topic.id, by_id=by_id))
        record(TopicClosed(topic.agency_id, topic.id))


def reopen(topic: Topic) -> None:
    db.session.execute(delete(Closure).where(Closure.topic_id == topic.id))
    record(TopicReopened(topic.agency_id, topic.id))
