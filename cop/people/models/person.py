"""A person: one sign-in, however many agencies they work for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Moment, db
from cop.core.tenancy import COMMONWEALTH
from cop.people import addresses, passwords

GONE = 0  # stands for everyone who has left and took their name along
GONE_NAME = "Someone who has left"  # as it is kept; said in the reader's language


class Person(Entity):
    """Belongs to no agency: an agency knows a person by their membership. The e-mail is never shown to others."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    pronouns: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="", server_default="")  # the house's own when empty
    photo: Mapped[str] = mapped_column(default="", server_default="")  # its address; initials when empty
    photo_open: Mapped[bool] = mapped_column(default=False, server_default=false())  # for everyone, not only colleagues
    demo_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def known(cls) -> Select["Person"]:
        """Everyone, without the one who stands for those who have left."""
        return select(cls).where(cls.id != GONE)

    @classmethod
    def with_email(cls, email: str) -> Select["Person"]:
        return cls.known().where(cls.email == addresses.tidy(email))

    @classmethod
    def lock(cls, person_id: int) -> "Person":
        """One of their own changes after the other: two tabs at once are no two rows. Until the commit."""
        return db.session.get_one(cls, person_id, with_for_update={"key_share": True})

    @classmethod
    def photo_beside(cls, agency_id: Any) -> ColumnElement[str]:
        """The photo beside a name on a thing of an agency's, or of everyone's (0): empty if it is not for those."""
        return case((or_(cls.photo_open, agency_id != COMMONWEALTH), cls.photo), else_="").label("photo")

    @classmethod
    def register(cls, email: str, name: str, password: str | None, language: str = "en") -> "Person":
        """Someone new, whose address is known to be theirs. Without a password they come in another way."""
        known = passwords.hash_of(password) if password is not None else ""
        person = cls(email=addresses.tidy(email), name=name, password_hash=known, language=language)
        db.session.add(person)
        db.session.flush()
        return person
