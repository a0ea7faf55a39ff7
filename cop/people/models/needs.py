"""What helps a person take part: theirs to write, and seen by nobody else until they hand it on themselves."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Select, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import NeedsForgotten
from cop.people.models.person import Person

LONGEST_NEEDS = 500  # characters
READY = ("asl", "spanish", "captions", "large_print", "ahead", "step_free", "quiet", "breaks", "chat", "scent_free")


class Said:
    """Some of the ready choices (READY), in that order, and the person's own words; never both empty."""

    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def fingerprint(self) -> str:
        """Tells whether these are the very words that somebody was shown."""
        return fingerprint(self.kinds, self.words)


def fingerprint(kinds: Sequence[str], words: str) -> str:
    return hashlib.sha256(json.dumps([list(kinds), words]).encode()).hexdigest()[:16]


class Needs(Said, Entity):
    """As it stands on the account. No fact tells of it but that it is gone, so that no trail knows who needs what."""

    __tablename__ = "needs"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), unique=True)

    @classmethod
    def of(cls, person_id: int) -> Select["Needs"]:
        return select(cls).where(cls.person_id == person_id)

    @classmethod
    def keep(cls, person_id: int, kinds: Sequence[str], words: str) -> None:
        """Takes the place of what was there; with neither, it is forgotten, and so is every copy handed on."""
        Person.lock(person_id)
        if not (kinds or words):
            db.session.execute(delete(cls).where(cls.person_id == person_id))
            record(NeedsForgotten(COMMONWEALTH, person_id))
            return
        kept = db.session.scalars(cls.of(person_id)).first() or cls(person_id=person_id)
        kept.kinds, kept.words, kept.at = list(kinds), words, clock.now()
        db.session.add(kept)
