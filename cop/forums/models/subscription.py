"""What someone follows: a topic, a space, or a tag."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    UniqueConstraint,
    column,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.once import the_one
from cop.core.tenancy import Owned
from cop.forums.models.facet import TAG, Facet
from cop.people.models.person import Person

EVERY, SUMMARY, QUIET = LEVELS = ("every", "summary", "quiet")
ONE = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("topic_id", "space_id", "tag"))
BY_SUMMARY: Any = {f"{dialect}_where": column("level") == SUMMARY for dialect in ("sqlite", "postgresql")}


class Subscription(Owned, Entity):
    """One person's wish about exactly one thing. What they say of a topic counts more than its space and its tags."""

    __tablename__ = "subscription"
    __table_args__ = (
        *(
            ForeignKeyConstraint(
                ["agency_id", f"{kind}_id"],
                [f"{kind}.agency_id", f"{kind}.id"],
                name=f"fk_subscription_{kind}",
                ondelete="CASCADE",
            )
            for kind in ("topic", "space")
        ),
        CheckConstraint(f"{ONE} = 1", name="one"),
        UniqueConstraint("person_id", "topic_id", name="uq_subscription_person_id_topic_id"),
        UniqueConstraint("person_id", "space_id", name="uq_subscription_person_id_space_id"),
        UniqueConstraint("person_id", "agency_id", "tag", name="uq_subscription_person_id_agency_id_tag"),
        Index("ix_subscription_topic_id", "topic_id"),
        Index("ix_subscription_space_id", "space_id"),
        Index("ix_subscription_tag", "agency_id", "tag"),
        Index("ix_subscription_summary", "person_id", **BY_SUMMARY),
    )

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(Id)
    space_id: Mapped[int | None] = mapped_column(Id)
    tag: Mapped[str | None]
    level: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


def _of(person_id: int, agency_id: int, what: dict[str, Any]) -> Select["Subscription"]:
    named = [getattr(Subscription, name) == value for name, value in what.items()]
    return select(Subscription).where(Subscription.person_id == person_id, Subscription.agency_id == agency_id, *named)


def wished(person_id: int, agency_id: int, **what: Any) -> Subscription | None:
    """Someone's subscription to one thing: `topic_id`, `space_id` or `tag`. One statement."""
    return db.session.scalars(_of(person_id, agency_id, what)).first()


def follow(person_id: int, agency_id: int, level: str, anew: bool = True, **what: Any) -> None:
    """Safe to repeat: what was wished before is wished anew, unless it shall stand."""
    new = Subscription(person_id=person_id, agency_id=agency_id, level=level, **what)
    known: Subscription = the_one(_of(person_id, agency_id, what), new)
    if anew and known.level != level:
        known.level, known.at = level, clock.now()


def forget_tags(agency_id: int, tags: Collection[str]) -> None:
    """Who follows these, where no topic has them any more."""
    left = select(Facet.name).where(Facet.agency_id == agency_id, Facet.kind == TAG, Facet.name.in_(tags))
    gone = (Subscription.agency_id == agency_id, Subscription.tag.in_(tags), Subscription.tag.not_in(left))
    db.session.execute(delete(Subscription).where(*gone).execution_options(synchronize_session=False))
