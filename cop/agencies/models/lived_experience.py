"""Someone who supervises has worked as a peer supporter: theirs to say, and theirs to say to whom."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person
from cop.people.words import COLLEAGUES, EVERYONE

ONLY_ME = "me"


class LivedExperience(Entity):
    """A row says that it is so; `shown_to` is me, agencies (their own) or everyone. Not owned by an agency: no agency's
    export, trail or administrator has it. No fact tells of it."""

    __tablename__ = "lived_experience"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), unique=True)
    shown_to: Mapped[str] = mapped_column(default=ONLY_ME)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, person_id: int) -> Select["LivedExperience"]:
        return select(cls).where(cls.person_id == person_id)

    @classmethod
    def said_to_colleagues(cls) -> ColumnElement[bool]:
        """Beside a person, on a page of an agency of theirs."""
        return (cls.person_id == Person.id) & cls.shown_to.in_((COLLEAGUES, EVERYONE))

    @classmethod
    def said_to_everyone(cls) -> ColumnElement[bool]:
        return (cls.person_id == Person.id) & (cls.shown_to == EVERYONE)

    @classmethod
    def state(cls, person_id: int, shown_to: str) -> None:
        Person.lock(person_id)
        said = db.session.scalars(cls.of(person_id)).first() or cls(person_id=person_id)
        said.shown_to, said.at = shown_to, clock.now()
        db.session.add(said)

    @classmethod
    def take_back(cls, person_id: int) -> None:
        db.session.execute(delete(cls).where(cls.person_id == person_id))
