"""Someone worries about the person behind a post. Nothing happens to the post: it is a kindness, and no report."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.people.models.person import Person
from cop.trust.models.placed import Placed


class CheckOn(Owned, Placed, Entity):
    """`seen_at` and `seen_by_id`: who of those who look after the place took it up."""

    __tablename__ = "check_on"
    __table_args__ = (UniqueConstraint("subject_id", "by_id"),)

    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_by_id: Mapped[int | None] = mapped_column(
        Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False}
    )

    @classmethod
    def of(cls, subject_id: int, by_id: int) -> "CheckOn | None":
        mine = select(cls).where(cls.subject_id == subject_id, cls.by_id == by_id)
        return db.session.scalars(mine).first()

    def see(self, by_id: int) -> None:
        """Safe to repeat."""
        if self.seen_at is None:
            self.seen_at, self.seen_by_id = clock.now(), by_id
