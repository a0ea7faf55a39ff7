"""A takeout: everything of a person's, or of an agency's, asked for, made by the worker, and here for a week."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, signing, storage
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import TakeoutAsked
from cop.people.models.person import Person

DAYS = 7
PURPOSE = "takeout"


class Takeout(Entity):
    """`of_agency_id` is None for a person's own. `percent` tells how far it is; `file_key` is there when it is done."""

    __tablename__ = "takeout"

    by_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    of_agency_id: Mapped[int | None] = mapped_column(Id, ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    percent: Mapped[int] = mapped_column(default=0)
    file_key: Mapped[str | None]
    size: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def ask(cls, by_id: int, of_agency_id: int | None = None) -> "Takeout":
        """One at a time: while one is being made, it is the one that is asked for."""
        making = cls.of(by_id, of_agency_id).where(cls.file_key.is_(None))
        if (already := db.session.scalars(making).first()) is not None:
            return already
        takeout = cls(by_id=by_id, of_agency_id=of_agency_id)
        db.session.add(takeout)
        db.session.flush()
        record(TakeoutAsked(of_agency_id or COMMONWEALTH, by_id, takeout.id))
        return takeout

    @classmethod
    def of(cls, by_id: int, of_agency_id: int | None) -> Select["Takeout"]:
        """Those of an agency, or someone's own; the newest first. What has expired is as if it were not there."""
        mine = cls.of_agency_id == of_agency_id if of_agency_id else (cls.by_id == by_id) & cls.of_agency_id.is_(None)
        fresh = cls.expires_at.is_(None) | (cls.expires_at > clock.now())
        return select(cls).where(mine, fresh).order_by(cls.id.desc())

    @property
    def token(self) -> str:
        return signing.sign(PURPOSE, self.id)

    def finish(self, kept: storage.Kept) -> None:
        self.file_key, self.size, self.percent = kept.key, kept.size, 100
        self.expires_at = clock.now() + timedelta(days=DAYS)
