"""The second step: a code from an app on one's phone (TOTP, RFC 6238), or one of ten recovery codes."""

import hmac
import secrets
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, ids, sealing
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person

STEP = 30  # seconds that a code lasts; the one before and the one after count too, as clocks differ
CODES = 10
CODE_LENGTH = 12  # letters and digits, 60 bits


class TwoStep(Entity):
    """A person who has this row is asked for a code. The secret is sealed; a step is used once (RFC 6238, 5.2)."""

    __tablename__ = "two_step"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), unique=True)
    secret: Mapped[str]
    last_step: Mapped[int] = mapped_column(Id, default=0)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, person_id: int) -> "TwoStep | None":
        return db.session.scalars(select(cls).where(cls.person_id == person_id)).first()

    def takes(self, code: str) -> bool:
        """Whether a code is right, now and for the first time. The database decides between two at once."""
        step = matching_step(sealing.unseal(purpose(self.person_id), self.secret), code)
        if step is None:
            return False
        later = update(TwoStep).where(TwoStep.id == self.id, TwoStep.last_step < step).values(last_step=step)
        done: Any = db.session.execute(later)
        return bool(done.rowcount)


class RecoveryCode(Entity):
    """For whoever lost their phone. Only a keyed hash is kept."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    code_mark: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def make(cls, person_id: int) -> list[str]:
        """Ten new codes in place of all before. They can't be shown again."""
        db.session.execute(delete(cls).where(cls.person_id == person_id))
        codes = ["".join(secrets.choice(ids.ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
        db.session.add_all(cls(person_id=person_id, code_mark=_mark(person_id, code)) for code in codes)
        return ["-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4)) for code in codes]

    @classmethod
    def take(cls, person_id: int, code: str) -> bool:
        """Uses a code up, if it is one of theirs that is not used yet."""
        theirs = (cls.person_id == person_id, cls.code_mark == _mark(person_id, tidy(code)), cls.used_at.is_(None))
        done: Any = db.session.execute(update(cls).where(*theirs).values(used_at=clock.now()))
        return bool(done.rowcount)

    @classmethod
    def left(cls, person_id: int) -> int:
        return (
            db.session.scalar(select(func.count(cls.id)).where(cls.person_id == person_id, cls.used_at.is_(None))) or 0
        )


def purpose(person_id: int) -> str:
    """A sealed secret is of no use in another person's row."""
    return f"two-step:{person_id}"


def matching_step(secret: str | None, code: str) -> int | None:
    """The step that a code belongs to, around now."""
    if secret is None:
        return None
    now = int(clock.now().timestamp()) // STEP
    totp, typed = pyotp.TOTP(secret), tidy(code).encode()
    return next(
        (at for at in (now, now - 1, now + 1) if hmac.compare_digest(totp.generate_otp(at).encode(), typed)), None
    )


def tidy(code: str) -> str:
    """A code as it was made, however it was typed: o and l are no letters of a code, and are read as 0 and 1."""
    return "".join(code.split()).replace("-", "").casefold().translate(str.maketrans("oil", "011"))


def _mark(person_id: int, code: str) -> str:
    return sealing.mark(f"recovery:{person_id}", code)
