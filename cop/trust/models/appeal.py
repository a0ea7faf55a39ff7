"""An appeal: whoever wrote a post asks that a decision about it be looked at once more, by someone else."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.people.models.person import Person

WITHIN = timedelta(days=30)  # after the decision: as long as hidden words are kept
UNDONE, STAYS = OUTCOMES = ("undone", "stays")


class Appeal(Owned, Entity):
    """One for each decision. Who asked is whoever wrote the post, and is not kept here."""

    __tablename__ = "appeal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "decision_id"], ["review_decision.agency_id", "review_decision.id"], name="fk_appeal_decision"
        ),
        UniqueConstraint("decision_id"),
    )

    decision_id: Mapped[int] = mapped_column(Id)
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    outcome: Mapped[str | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(
        Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False}
    )

    @classmethod
    def of(cls, decision_id: int) -> "Appeal | None":
        return db.session.scalars(select(cls).where(cls.decision_id == decision_id)).first()

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
