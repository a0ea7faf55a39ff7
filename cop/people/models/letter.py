"""A link sent by mail: good once, for a while, for one purpose.

The link is the letter's id, signed (core.signing), so that whoever reads the database can't open it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, signing
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person

PASSWORD_RESET = "password_reset"  # noqa: S105 - what a letter is for
SIGN_IN_LINK = "sign_in_link"
EMAIL_CHANGE = "email_change"  # to the new address, which confirms it
EMAIL_RETURN = "email_return"  # to the old address, which can undo it
LASTS = {
    PASSWORD_RESET: timedelta(hours=1),
    SIGN_IN_LINK: timedelta(minutes=15),
    EMAIL_CHANGE: timedelta(days=1),
    EMAIL_RETURN: timedelta(days=7),
}


class Letter(Entity):
    """One letter. `address` is where it was sent, or the address it is about."""

    __tablename__ = "letter"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def write(cls, person: Person, purpose: str, address: str) -> "Letter":
        letter = cls(person_id=person.id, purpose=purpose, address=address, expires_at=clock.now() + LASTS[purpose])
        db.session.add(letter)
        db.session.flush()
        return letter

    @classmethod
    def opened(cls, purpose: str, token: str) -> "Letter | None":
        """The letter a link stands for, if it was made here for this purpose and is still good. Uses nothing up."""
        number = signing.unsign(purpose, token)
        good = (cls.id == number, cls.purpose == purpose, cls.used_at.is_(None), cls.expires_at > clock.now())
        return None if number is None else db.session.scalars(select(cls).where(*good)).first()

    @classmethod
    def why_not(cls, purpose: str, token: str) -> tuple[int | None, str]:
        """Whose letter a link that opens nothing stands for, if anyone's, and why it does not, in one word."""
        number = signing.unsign(purpose, token)
        letter = None if number is None else db.session.get(cls, number)
        if letter is None or letter.purpose != purpose:
            return None, "changed"
        over = "expired" if letter.expires_at <= clock.now() else "taken"  # an address that is somebody else's by now
        return letter.person_id, over if letter.used_at is None else "used"

    def use(self) -> bool:
        """Uses the letter up. False when another request was first: the database decides, not this row's copy."""
        unused = update(Letter).where(Letter.id == self.id, Letter.used_at.is_(None))
        done: Any = db.session.execute(unused.values(used_at=clock.now()))
        return bool(done.rowcount)

    @classmethod
    def end_all(cls, person_id: int) -> None:
        """Ends every letter still good: what opened the account before a change must not open it after.

        But not the way back to an old address: whoever took an account over would end it first.
        """
        cls._end(cls.person_id == person_id, cls.purpose != EMAIL_RETURN)

    @classmethod
    def end_returns_since(cls, letter: "Letter") -> None:
        """Ends the ways back that are newer than one: they lead to addresses of whoever came later."""
        newer = (cls.purpose == EMAIL_RETURN, cls.created_at >= letter.created_at)
        cls._end(cls.person_id == letter.person_id, *newer)

    @classmethod
    def end_earlier(cls, person_id: int, purpose: str) -> None:
        cls._end(cls.person_id == person_id, cls.purpose == purpose)

    @classmethod
    def _end(cls, *which: ColumnElement[bool]) -> None:
        db.session.execute(update(cls).where(cls.used_at.is_(None), *which).values(used_at=clock.now()))
