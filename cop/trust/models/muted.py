"""Who may not write for a time: in one topic (a mute), or in all of an agency's or the statewide spaces (a pause).

Whom it is about is kept in this one place, as an author or as the hand of a pseudonym; never as both, so that
no row ties the two together.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, ForeignKeyConstraint, Select, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.people.models.person import Person


class Muted(Owned, Entity):
    """`within_id` is the topic's, and None for a pause."""

    __tablename__ = "muted"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "decision_id"], ["review_decision.agency_id", "review_decision.id"], name="fk_muted_decision"
        ),
    )

    author_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    hand: Mapped[int | None]
    within_id: Mapped[int | None] = mapped_column(Id)
    until: Mapped[datetime] = mapped_column(Moment)
    decision_id: Mapped[int] = mapped_column(Id)

    @classmethod
    def now(cls, agency_id: int, within_id: int | None, author_id: int, hand: int | None) -> Select["Muted"]:
        """What keeps someone from writing there at this moment, the longest first."""
        who: ColumnElement[bool] = cls.author_id == author_id
        if hand is not None:
            who = or_(who, cls.hand == hand)
        where = (
            cls.within_id.is_(None) if within_id is None else or_(cls.within_id.is_(None), cls.within_id == within_id)
        )
        held = select(cls).where(cls.agency_id == agency_id, where, who, cls.until > clock.now())
        return held.order_by(cls.until.desc())

    @classmethod
    def nobody_who_is(cls, agency_id: int, within_id: int | None) -> ColumnElement[bool]:
        """That a Person is none of those whom something keeps from writing there by their name."""
        here = or_(cls.within_id.is_(None), cls.within_id == within_id)
        held = select(cls.author_id).where(cls.agency_id == agency_id, here, cls.until > clock.now())
        return Person.id.not_in(held.where(cls.author_id.is_not(None)))

    @classmethod
    def end(cls, decision_id: int) -> None:
        db.session.execute(delete(cls).where(cls.decision_id == decision_id))
