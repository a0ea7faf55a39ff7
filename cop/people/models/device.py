"""The devices a person has signed in from, to tell them when there is a new one."""

import re
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.people.models.person import Person


class Device(Entity):
    """What a browser says of itself, without its version numbers: an update is no new device. No other fingerprint."""

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("person_id", "agent"),)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"))
    agent: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def is_new(cls, person: Person, agent: str) -> bool:
        """Whether the person never signed in from such a device; from here on they have."""
        known = re.sub(r"[\d._]+", "", agent)[:200]
        if db.session.scalars(select(cls.id).where(cls.person_id == person.id, cls.agent == known)).first():
            return False
        try:
            with db.session.begin_nested():
                db.session.add(cls(person_id=person.id, agent=known))
        except IntegrityError:  # two tabs at once: the other one tells
            return False
        return True
