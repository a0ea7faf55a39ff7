"""Someone has a challenge too, and hears when a solution to it is proposed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.topic import Topic, said_of
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


def have_too(topic: Topic, person_id: int) -> None:
    """Safe to repeat."""
    if not _mine(topic, person_id):
        db.session.add(SharedChallenge(agency_id=topic.agency_id, topic_id=topic.id, person_id=person_id))
        topic.shared = Topic.shared + 1


def no_longer(topic: Topic, person_id: int) -> None:
    """Nor those that went on in it."""
    found = _mine(topic, person_id)
    for one in found:
        db.session.delete(one)
    for topic_id in {one.topic_id for one in found} | ({topic.id} if found else set()):
        db.session.get_one(Topic, topic_id).shared = Topic.shared - 1


def _mine(topic: Topic, person_id: int) -> Sequence[SharedChallenge]:
    mine = (said_of(SharedChallenge.topic_id, topic.id), SharedChallenge.person_id == person_id)
    return db.session.scalars(select(SharedChallenge).where(*mine)).all()
