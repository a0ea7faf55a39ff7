"""An announcement: what those who look after an agency want everyone there to see first."""

from sqlalchemy import Select, UniqueConstraint, select

from cop.agencies.facts import Announced
from cop.core.db import Entity, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import Owned
from cop.core.writing import Written


class Announcement(Owned, Written, Entity):
    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("author_id", "once"),)

    @classmethod
    def of(cls, agency_id: int) -> Select["Announcement"]:
        return select(cls).where(cls.agency_id == agency_id).order_by(cls.id.desc())

    @classmethod
    def make(cls, agency_id: int, by_id: int, body: str, once: int | None) -> "Announcement":
        """A new one; the same one again when this form was already sent."""
        if (already := already_sent(cls, cls.author_id == by_id, once)) is not None:
            return already
        made = cls(agency_id=agency_id, author_id=by_id, voice_id=agency_id, once=once)
        made.write(body)
        db.session.add(made)
        db.session.flush()
        record(Announced(agency_id, None, made.id))
        return made
