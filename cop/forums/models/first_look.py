"""A space whose newcomers' first posts wait to be looked at: since when, and who set that. Without a row they don't."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import FirstLookEnded, FirstLookSet
from cop.forums.models.space import Space
from cop.people.models.person import Person
from cop.trust.review.deciding import trail_of


class FirstLook(Owned, Entity):
    __tablename__ = "first_look"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_first_look_space"),
        UniqueConstraint("space_id"),
    )

    space_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, space_id: int) -> "FirstLook | None":
        return db.session.scalars(select(cls).where(cls.space_id == space_id)).first()


def begin(space: Space, by_id: int) -> None:
    """Safe to repeat."""
    if FirstLook.of(space.id) is None:
        db.session.add(FirstLook(agency_id=space.agency_id, space_id=space.id, by_id=by_id))
        record(FirstLookSet(trail_of(space.agency_id, space.audience), None, space.id))


def end(space: Space) -> None:
    """What waits already goes on waiting: it was sent under that rule, and someone looks at it."""
    found = FirstLook.of(space.id)
    if found is not None:
        db.session.delete(found)
        record(FirstLookEnded(trail_of(space.agency_id, space.audience), None, space.id))
