"""What an agency chose to share with an area it serves: news for its Area Director of Recovery and the agencies there.

Rows of the Commonwealth, because people of several agencies read them; `voice_id` says whose they are all the same:
they are in that agency's takeout, and are erased with it. Policy on top says who sees them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.facts import SharedAgain, SharedWithArea, SharingTakenBack
from cop.agencies.models.agency import AgencyArea, Area
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import COMMONWEALTH, THEIRS, Owned
from cop.core.writing import Written


class AreaNews(Owned, Written, Entity):
    """Seen for as long as its agency serves the area and nobody took it back."""

    __tablename__ = "area_news"
    __table_args__ = (
        UniqueConstraint("author_id", "once"),
        UniqueConstraint("agency_id", "voice_id", "id"),
        Index("ix_area_news_area", "area_slug", "id"),
    )

    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"), info=THEIRS)
    area_slug: Mapped[str] = mapped_column(ForeignKey(Area.slug))

    @classmethod
    def shown_in(cls, area_slug: str) -> Select["AreaNews"]:
        """All that agencies which serve the area now shared with it, taken back or not."""
        return cls.only_while_served(select(cls)).where(cls.area_slug == area_slug)

    @classmethod
    def only_while_served(cls, found: Any) -> Any:
        serving = and_(AgencyArea.served_by_id == cls.voice_id, AgencyArea.area_slug == cls.area_slug)
        return found.join(AgencyArea, serving)

    @classmethod
    def share(cls, agency_id: int, area_slug: str, by_id: int, body: str, once: int | None) -> "AreaNews":
        """A new one; the same one again when this form was already sent."""
        if (already := already_sent(cls, cls.author_id == by_id, once)) is not None:
            return already
        made = cls(agency_id=COMMONWEALTH, voice_id=agency_id, area_slug=area_slug, author_id=by_id, once=once)
        made.write(body)
        db.session.add(made)
        db.session.flush()
        record(SharedWithArea(agency_id, None, made.id, area_slug))
        return made

    @property
    def withdrawal(self) -> "Withdrawal | None":
        return db.session.scalars(select(Withdrawal).where(Withdrawal.news_id == self.id)).first()

    def take_back(self, by_id: int) -> None:
        """Safe to repeat: the first time counts."""
        if self.withdrawal is None:
            db.session.add(Withdrawal(agency_id=COMMONWEALTH, voice_id=self.voice_id, news_id=self.id, by_id=by_id))
            record(SharingTakenBack(self.voice_id, None, self.id, self.area_slug))

    def share_again(self) -> None:
        if (withdrawal := self.withdrawal) is not None:
            db.session.delete(withdrawal)
            record(SharedAgain(self.voice_id, None, self.id, self.area_slug))


class Withdrawal(Owned, Entity):
    """News with this row is seen by nobody but those who may share it again."""

    __tablename__ = "area_news_withdrawal"
    __table_args__ = (
        UniqueConstraint("news_id"),
        ForeignKeyConstraint(
            ["agency_id", "voice_id", "news_id"],
            ["area_news.agency_id", "area_news.voice_id", "area_news.id"],
            name="fk_area_news_withdrawal_news",
            ondelete="CASCADE",
        ),
    )

    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"), info=THEIRS)
    news_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
