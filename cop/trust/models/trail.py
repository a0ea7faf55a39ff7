"""The audit trail: who did what to whom, when and from where. Each agency has a chain of its own.

An entry carries the hash of the one before it, so that none can be changed, taken out or put in between without
breaking every later one; the database refuses to change or delete one at all (migration 0010). Entries hold ids and
short words, never what people wrote and never who stands behind a pseudonym.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.models.agency import Agency
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned

BEGINNING = "0" * 64
PERSON = {"person": True}  # points at someone, for their takeout
PIECE = 1000  # entries looked at together


class TrailEntry(Owned, Entity):
    """`number` counts from 1 within the agency. `actor_id` is None for the machine, `person_id` whom it was done to."""

    __tablename__ = "trail_entry"
    __table_args__ = (UniqueConstraint("agency_id", "number"), Index("ix_trail_entry_person_id_id", "person_id", "id"))

    number: Mapped[int]
    kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(Id, info=PERSON)  # no foreign key: the trail outlives an account
    person_id: Mapped[int | None] = mapped_column(Id, info=PERSON)
    details: Mapped[str]  # JSON, keys in order
    address: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    previous: Mapped[str]
    hash: Mapped[str]

    @classmethod
    def append(cls, agency_id: int, kind: str, actor_id: int | None, person_id: int | None, address: str,
               details: dict[str, Any], **when: Any) -> "TrailEntry":  # fmt: skip
        """The next entry of an agency's chain. One after the other: the agency's row is locked until the commit.

        `when`: an `id` and an `at` that tell the hour, where a second would tell too much.
        """
        db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update(key_share=True))
        last = select(cls.number, cls.hash).where(cls.agency_id == agency_id).order_by(cls.number.desc())
        number, previous = db.session.execute(last.limit(1)).first() or (0, BEGINNING)
        entry = cls(agency_id=agency_id, number=number + 1, kind=kind, actor_id=actor_id, person_id=person_id,
                    address=address, details=json.dumps(details, sort_keys=True), previous=previous,
                    **{"at": clock.now().replace(microsecond=0)} | when)  # fmt: skip
        entry.hash = entry.worked_out()
        db.session.add(entry)
        db.session.flush()
        return entry

    def worked_out(self) -> str:
        """SHA-256 over everything the entry says, and the hash of the one before."""
        said = [self.agency_id, self.number, self.kind, self.actor_id, self.person_id, self.address, self.details,
                self.at.astimezone(UTC).isoformat(), self.previous]  # fmt: skip
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def broken(agency_id: int) -> tuple[int | None, int, str]:
    """The number of the first entry that does not fit its chain (None if all do), how many there are, and the last
    hash: whoever writes that down elsewhere can tell later that the end was not cut off. One statement a piece."""
    count, previous = 0, BEGINNING
    for entry in _chain(agency_id):
        fits = (entry.number, entry.previous, entry.hash) == (count + 1, previous, entry.worked_out())
        if not fits:
            return count + 1, count, previous
        count, previous = entry.number, entry.hash
    return None, count, previous


def _chain(agency_id: int) -> Iterator[TrailEntry]:
    after = 0
    while True:
        found = select(TrailEntry).where(TrailEntry.agency_id == agency_id, TrailEntry.number > after)
        entries = db.session.scalars(found.order_by(TrailEntry.number).limit(PIECE)).all()
        yield from entries
        if len(entries) < PIECE:
            return
        after = entries[-1].number
        db.session.expunge_all()
