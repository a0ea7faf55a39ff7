"""Who someone is at an identity provider: issuer and subject, and never an e-mail, which can be given to another."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person


class Identity(Entity):
    """A way in that a person has. It is theirs, as a passkey is: whether it opens an agency is asked each time."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)  # when the last sign-in that it answered was begun

    @classmethod
    def of(cls, person_id: int) -> Select["Identity"]:
        return select(cls).where(cls.person_id == person_id).order_by(cls.id)

    @classmethod
    def known(cls, issuer: str, subject: str) -> "Identity | None":
        return db.session.scalars(select(cls).where(cls.issuer == issuer, cls.subject == subject)).first()

    def answered(self, asked_at: datetime) -> bool:
        """Notes an answer to a sign-in begun then. False for one not newer than the last: an answer counts once,

        though the cookie that holds what was asked were copied and the provider took its code twice.
        """
        first = or_(Identity.asked_at.is_(None), Identity.asked_at < asked_at)
        noted = {"asked_at": asked_at, "used_at": clock.now()}
        done: Any = db.session.execute(update(Identity).where(Identity.id == self.id, first).values(**noted))
        return bool(done.rowcount)
