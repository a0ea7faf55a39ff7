"""An agency's logo: one picture, made anew from its pixels, kept where files are."""

from datetime import datetime
from io import BytesIO

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.facts import LogoRemoved, LogoSet
from cop.core import clock, storage
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.forgetting import forget_later
from cop.core.tenancy import Owned

SIDE = 512  # pixels, at most


class Logo(Owned, Entity):
    """One for an agency; the next takes its place. It is always WebP."""

    __tablename__ = "logo"
    __table_args__ = (UniqueConstraint("agency_id"),)

    file_key: Mapped[str]
    file_name: Mapped[str]
    size: Mapped[int] = mapped_column(Id)
    sha256: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, agency_id: int) -> "Logo | None":
        return db.session.scalars(select(cls).where(cls.agency_id == agency_id)).first()

    @classmethod
    def put(cls, agency_id: int, picture: bytes, by_id: int) -> None:
        kept = storage.keep(agency_id, BytesIO(picture))
        logo = cls.of(agency_id) or cls(agency_id=agency_id)
        if logo.file_key:
            forget_later(agency_id, [logo.file_key])
        logo.file_key, logo.size, logo.sha256 = kept.key, kept.size, kept.sha256
        logo.file_name, logo.by_id, logo.at = "logo.webp", by_id, clock.now()
        db.session.add(logo)
        record(LogoSet(agency_id, None))

    def take_away(self) -> None:
        db.session.delete(self)
        forget_later(self.agency_id, [self.file_key])
        record(LogoRemoved(self.agency_id, None))

    @property
    def mark(self) -> str:
        """Stands in its address, so that browsers may keep it: another picture has another."""
        return self.sha256[:16]
