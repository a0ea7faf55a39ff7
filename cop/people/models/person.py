"""A person: one sign-in, however many agencies they work for."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Moment


class Person(Entity):
    """Belongs to no agency: an agency knows a person by their membership. The e-mail is never shown to others."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    pronouns: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="", server_default="")  # the house's own when empty
    demo_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def with_email(cls, email: str) -> Select["Person"]:
        return select(cls).where(cls.email == email.strip().lower())
