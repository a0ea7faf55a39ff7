"""A quarterly meeting: from planning to recap."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned
from cop.meetings.models.rotation import Turn


class Meeting(Owned, Entity):
    """`mode` is virtual, in_person or both. `join_url` is shown only to those coming, from 15 minutes before."""

    __tablename__ = "meeting"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_meeting_turn"),
        UniqueConstraint("agency_id", "id"),
        Index("ix_meeting_starts", "agency_id", "starts_at"),
    )

    turn_id: Mapped[int | None] = mapped_column(Id)
    audience: Mapped[str] = mapped_column(default="everyone")
    title: Mapped[str]
    mode: Mapped[str] = mapped_column(default="virtual")
    welcome_source: Mapped[str] = mapped_column(default="")
    welcome_html: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str] = mapped_column(default="")
    join_url: Mapped[str] = mapped_column(default="")
    turn: Mapped[Turn | None] = relationship(lazy="raise", viewonly=True)
    items: Mapped[list["AgendaItem"]] = relationship(lazy="raise", order_by="AgendaItem.position")
    recap: Mapped["Recap | None"] = relationship(lazy="raise", uselist=False)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Meeting"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))

    @property
    def over(self) -> bool:
        return self.ends_at < clock.now()


class AgendaItem(Owned, Entity):
    __tablename__ = "agenda_item"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_agenda_item_meeting"
        ),
        UniqueConstraint("meeting_id", "position"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    position: Mapped[int]
    minutes: Mapped[int]
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    presenter_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id"))


class Rsvp(Owned, Entity):
    """One person's answer: yes, maybe or no. The last one counts."""

    __tablename__ = "rsvp"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_rsvp_meeting"),
        UniqueConstraint("meeting_id", "person_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    going: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Recap(Owned, Entity):
    """What a meeting came to, once published."""

    __tablename__ = "recap"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "meeting_id"], ["meeting.agency_id", "meeting.id"], name="fk_recap_meeting"),
        UniqueConstraint("meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(Id)
    body_source: Mapped[str]
    body_html: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
