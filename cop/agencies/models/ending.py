"""The end of an agency here: archived (nothing is added any more, and it can be taken back), or closing (erased after a
time of grace, in which everything can be downloaded and the closing taken back)."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.facts import AgencyArchived, AgencyClosing, AgencyKept, AgencyReopened
from cop.core import clock, jobs
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned

GRACE = timedelta(days=30)


class Archive(Owned, Entity):
    """An agency with this row can be read and not written to."""

    __tablename__ = "agency_archive"
    __table_args__ = (UniqueConstraint("agency_id"),)

    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, agency_id: int) -> "Archive | None":
        return db.session.scalars(select(cls).where(cls.agency_id == agency_id)).first()

    @classmethod
    def make(cls, agency_id: int, by_id: int) -> None:
        if cls.of(agency_id) is None:
            db.session.add(cls(agency_id=agency_id, by_id=by_id))
            record(AgencyArchived(agency_id, None))

    def take_back(self) -> None:
        db.session.delete(self)
        record(AgencyReopened(self.agency_id, None))


class Closing(Owned, Entity):
    """An agency with this row is erased at `erase_at`, unless it is taken back. `erased_at` tells that it was."""

    __tablename__ = "agency_closing"
    __table_args__ = (UniqueConstraint("agency_id"),)

    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    erase_at: Mapped[datetime] = mapped_column(Moment, default=lambda: clock.now() + GRACE)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def of(cls, agency_id: int) -> "Closing | None":
        return db.session.scalars(select(cls).where(cls.agency_id == agency_id)).first()

    @classmethod
    def begin(cls, agency_id: int, by_id: int) -> "Closing":
        """Also archives it. Safe to repeat: the first time counts."""
        if (already := cls.of(agency_id)) is not None:
            return already
        Archive.make(agency_id, by_id)
        closing = cls(agency_id=agency_id, by_id=by_id)
        db.session.add(closing)
        db.session.flush()
        record(AgencyClosing(agency_id, None))
        jobs.add("erase-agency", agency_id, {"agency_id": agency_id}, due_at=closing.erase_at)
        return closing

    def take_back(self) -> None:
        db.session.delete(self)
        record(AgencyKept(self.agency_id, None))
