"""Someone has a challenge too, and hears when a solution to it is proposed."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.topic import Topic
from cop.people.models.person import Person


class SharedChallenge(Owned, Entity):
    """One person's "I have this too". How many there are is shown, and never who."""

    __tablename__ = "shared_challenge"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_shared_challenge_topic"
        ),
        UniqueConstraint("topic_id", "person_id"),
    )

    topic_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, topic_id: int, person_id: int) -> Select["SharedChallenge"]:
        return select(cls).where(cls.topic_id == topic_id, cls.person_id == person_id)


def have_too(topic: Topic, person_id: int) -> None:
    """Safe to repeat."""
    if db.session.scalars(SharedChallenge.of(topic.id, person_id)).first() is None:
        db.session.add(SharedChallenge(agency_id=topic.agency_id, topic_id=topic.id, person_id=person_id))
        topic.shared = Topic.shared + 1


def no_longer(topic: Topic, person_id: int) -> None:
    found = db.session.scalars(SharedChallenge.of(topic.id, person_id)).first()
    if found is not None:
        db.session.delete(found)
        topic.shared = Topic.shared - 1
