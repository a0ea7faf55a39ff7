"""A recap: what a meeting came to, once published."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, text
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned


class Recap(Owned, Entity):
    __tablename__ = "recap"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_recap_meeting"),
        UniqueConstraint("meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    body_source: Mapped[str]
    body_html: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    def write(self, source: str) -> None:
        self.body_source = source
        self.body_html = text.render(source)
