"""A passkey: a key pair whose private half stays with the person's device or password manager (Web Authentication)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Select, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person


class Passkey(Entity):
    """One passkey, by the name its person gave it. Ids and keys are kept as base64url, as the browser sends them."""

    __tablename__ = "passkey"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    name: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    challenge_at: Mapped[datetime | None] = mapped_column(Moment)  # when the last challenge it answered was made

    @classmethod
    def of(cls, person_id: int) -> Select["Passkey"]:
        return select(cls).where(cls.person_id == person_id).order_by(cls.id)

    def answered(self, challenge_at: datetime, sign_count: int) -> bool:
        """Notes an answer to a challenge. False for a challenge not newer than the last: an answer counts once.

        The cookie that holds the challenge could be copied with the answer, and many passkeys never count.
        """
        first = or_(Passkey.challenge_at.is_(None), Passkey.challenge_at < challenge_at)
        noted = {"challenge_at": challenge_at, "sign_count": sign_count, "used_at": clock.now()}
        done: Any = db.session.execute(update(Passkey).where(Passkey.id == self.id, first).values(**noted))
        return bool(done.rowcount)
