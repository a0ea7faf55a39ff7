"""A flag: someone asks those who look after a place to look at a post. Who it was is told to nobody."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.people.models.person import Person
from cop.trust.models.placed import Placed

IDENTIFIES = "identifies"  # the reason that taking words out answers


class Flag(Owned, Placed, Entity):
    """`by_id` keeps one person's flag one flag, and lets them see what came of it. Open until a decision settles it."""

    __tablename__ = "flag"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "decision_id"], ["review_decision.agency_id", "review_decision.id"], name="fk_flag_decision"
        ),
        UniqueConstraint("subject_id", "by_id"),
    )

    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decision_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def of(cls, subject_id: int, by_id: int) -> "Flag | None":
        mine = select(cls).where(cls.subject_id == subject_id, cls.by_id == by_id)
        return db.session.scalars(mine).first()
