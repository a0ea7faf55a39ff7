"""What was decided about a post, by one who looks after its place: with a message, and to be undone."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned
from cop.people.models.person import Person
from cop.trust.models.placed import Placed

KEEP, NOTE, EDIT, HIDE, MUTE, CLOSE, PAUSE = "keep", "note", "edit", "hide", "mute", "close", "pause"
REDACT, RELEASE, RETURN = "redact", "release", "return"  # words taken out; a first post let through, or sent back
FOR_A_TIME = {MUTE, PAUSE}
HAS_EFFECT = {HIDE, MUTE, CLOSE, PAUSE}  # what can be undone; words that were said can't be unsaid
CAN_BE_ASKED_ABOUT = {NOTE, EDIT, RETURN} | HAS_EFFECT  # by an appeal. What was taken out is kept nowhere


class ReviewDecision(Owned, Placed, Entity):
    """`until` is for what holds for a time. Whose post it is, is the post's to say: no row here names its author."""

    __tablename__ = "review_decision"
    __table_args__ = (UniqueConstraint("agency_id", "id"),)

    action: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by_id: Mapped[int | None] = mapped_column(
        Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False}
    )

    @property
    def holds(self) -> bool:
        """Whether it has an effect that can still be undone."""
        return self.action in HAS_EFFECT and self.undone_at is None and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until <= clock.now()
