"""What merging and splitting topics have in common: who did it, when, who undid it, and which replies were carried."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, declared_attr, mapped_column

from cop.core import clock, ids
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models.person import Person


def between_topics(table: str) -> tuple[Any, ...]:
    """Its keys to the topic it was done with, and to the other."""
    return tuple(
        ForeignKeyConstraint(["agency_id", name], ["topic.agency_id", "topic.id"], name=f"fk_{table}_{name[:-3]}")
        for name in ("topic_id", "other_id")
    )


class Rearranged:
    """From `topic_id` words went on in `other_id`."""

    id: Mapped[int]
    agency_id: Mapped[int]
    topic_id: Mapped[int] = mapped_column(Id, index=True)
    other_id: Mapped[int] = mapped_column(Id, index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    @declared_attr
    def by_id(cls) -> Mapped[int | None]:
        return mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})

    @declared_attr
    def undone_by_id(cls) -> Mapped[int | None]:
        return mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})

    @classmethod
    def of(cls, topic: Topic) -> Select[Any]:
        """What was done with a topic, on either side, and with those that went on in it."""
        here = or_(*(column.in_([topic.id]) | column.in_(Topic.gone_into(topic.id))
                     for column in (cls.topic_id, cls.other_id)))  # fmt: skip
        return select(cls).where(here)

    def end(self, by_id: int) -> None:
        """Which replies had been carried is known until then."""
        self.undone_at, self.undone_by_id = clock.now(), by_id
        db.session.execute(delete(Carried).where(Carried.act_id == self.id))


class Carried(Owned, Entity):
    """A reply that a merge or a split (`act_id`) took along. `direct`: it had answered the opening post itself."""

    __tablename__ = "carried_reply"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name="fk_carried_reply_reply",
            ondelete="CASCADE",
        ),
        Index("ix_carried_reply_act", "act_id", "reply_id"),
    )  # fmt: skip

    act_id: Mapped[int] = mapped_column(Id)
    reply_id: Mapped[int] = mapped_column(Id, index=True)
    direct: Mapped[bool]

    @classmethod
    def note(cls, act: Rearranged, which: ColumnElement[bool]) -> None:
        found = db.session.execute(select(Reply.id, Reply.to_id).where(which)).all()
        rows = [{"id": ids.new_id(), "agency_id": act.agency_id, "act_id": act.id, "reply_id": row.id,
                 "direct": row.to_id is None} for row in found]  # fmt: skip
        if rows:
            db.session.execute(insert(cls), rows)

    @classmethod
    def by(cls, act: Rearranged, *more: Any) -> Select[int]:
        """The ids of the replies."""
        return select(cls.reply_id).where(cls.act_id == act.id, *more)


def carry(which: ColumnElement[bool], to: Topic) -> None:
    db.session.execute(update(Reply).where(which).values(topic_id=to.id))


def answering(which: ColumnElement[bool], reply_id: int | None) -> None:
    """They answer that reply from now on; the opening post with None."""
    db.session.execute(update(Reply).where(which).values(to_id=reply_id))


def read_along(topic: Topic, other: Topic, back: bool = False) -> None:
    """Whoever had read of a topic that goes on in another has read that much more there; `back`: so much less.

    What nobody read is new to them, wherever in the line it stands; and nobody has read more than there is.
    """
    before = aliased(Reading)
    theirs = (before.topic_id == topic.id, before.person_id == Reading.person_id)
    many = select(before.seen + 1).where(*theirs).correlate(Reading).scalar_subquery()
    known = Reading.person_id.in_(select(before.person_id).where(before.topic_id == topic.id))
    there = update(Reading).where(Reading.topic_id == other.id).execution_options(synchronize_session=False)
    db.session.execute(there.where(known).values(seen=Reading.seen - many if back else Reading.seen + many))
    db.session.execute(there.where(Reading.seen > other.replies).values(seen=other.replies))
    db.session.execute(there.where(Reading.seen < 0).values(seen=0))
