"""Whose hand it is that writes in a topic without a name: a mark, and never a person."""

from sqlalchemy import ForeignKeyConstraint, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, db
from cop.core.tenancy import Owned
from cop.people.models.person import Person
from cop.trust import pseudonyms

MOST = 10_000  # hands that are asked whose they are where a first post is sent: measured, 63 ms of one core


def place(topic_id: int) -> str:
    return f"topic {topic_id}"


class Pseudonym(Owned, Entity):
    """One hand of a topic (see cop.trust.pseudonyms). Nothing here or elsewhere leads from it to a person."""

    __tablename__ = "pseudonym"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_pseudonym_topic"),
        UniqueConstraint("topic_id", "hand"),
        UniqueConstraint("topic_id", "mark"),
    )

    topic_id: Mapped[int] = mapped_column(Id)
    hand: Mapped[int]
    mark: Mapped[str]
    told_id: Mapped[int | None] = mapped_column(Id)  # the last reply of which this hand heard by mail

    @classmethod
    def known(cls, topic_id: int, person_id: int) -> Select["Pseudonym"]:
        mine = pseudonyms.marks(place(topic_id), person_id)
        return select(cls).where(cls.topic_id == topic_id, cls.mark.in_(mine))

    @classmethod
    def hand_of(cls, topic_id: int, person_id: int) -> int | None:
        """A person's hand in a topic, if they wrote there without their name. One statement."""
        return db.session.scalar(cls.known(topic_id, person_id).with_only_columns(cls.hand))

    @classmethod
    def whose(cls, topic_id: int, hand: int) -> int | None:
        """The person behind a hand, found by trying everyone: for what the server does by itself, and never shown,
        logged or kept. None for no such hand, or one that no key of ours knows any more. Two statements.
        """
        mark = db.session.scalar(select(cls.mark).where(cls.topic_id == topic_id, cls.hand == hand))
        everyone = db.session.scalars(Person.known().with_only_columns(Person.id))
        return pseudonyms.found(mark, place(topic_id), everyone) if mark else None

    @classmethod
    def is_anyones(cls, agency_id: int, person_id: int) -> bool:
        """Whether any hand in an agency's topics is a person's: each of the last MOST is asked. One statement."""
        latest = select(cls.topic_id, cls.mark).where(cls.agency_id == agency_id).order_by(cls.id.desc()).limit(MOST)
        return any(one.mark in pseudonyms.marks(place(one.topic_id), person_id) for one in db.session.execute(latest))

    @classmethod
    def take(cls, agency_id: int, topic_id: int, person_id: int) -> int:
        """A person's hand in a topic; the first time one is drawn."""
        known = cls.hand_of(topic_id, person_id)
        if known is not None:
            return known
        taken = db.session.scalars(select(cls.hand).where(cls.topic_id == topic_id)).all()
        return cls.put(agency_id, topic_id, person_id, pseudonyms.draw(taken))

    @classmethod
    def put(cls, agency_id: int, topic_id: int, person_id: int, hand: int) -> int:
        mark = pseudonyms.marks(place(topic_id), person_id)[0]
        known_at = pseudonyms.new_id(clock.now())
        db.session.add(cls(id=known_at, agency_id=agency_id, topic_id=topic_id, mark=mark, hand=hand))
        return hand
