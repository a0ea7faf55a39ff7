"""A quarterly meeting: from planning to recap."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from cop.agencies.viewer import Viewer
from cop.core import clock, text
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH, Owned
from cop.meetings.facts import MeetingPlanned, RecapPublished, RsvpGiven
from cop.meetings.models.agenda_item import AgendaItem
from cop.meetings.models.recap import Recap
from cop.meetings.models.rotation import Turn
from cop.meetings.models.rsvp import Rsvp

MODES = ("virtual", "in_person", "both")
DOORS_OPEN = timedelta(minutes=15)  # before the start
NEEDS_KEPT = timedelta(days=14)  # after the end, for hosts who look back at how it went


class Meeting(Owned, Entity):
    """`mode` is virtual, in_person or both. `join_url` is shown only to those coming, from 15 minutes before."""

    __tablename__ = "meeting"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_meeting_turn"),
        UniqueConstraint("agency_id", "id"),
        Index("ix_meeting_starts", "agency_id", "starts_at"),
    )

    turn_id: Mapped[int | None] = mapped_column(Id)
    led_by: Mapped[str | None] = mapped_column(ForeignKey("area.slug"))  # of one besides the turns
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
    items: Mapped[list[AgendaItem]] = relationship(lazy="raise", order_by=AgendaItem.position)
    recap: Mapped[Recap | None] = relationship(lazy="raise", uselist=False)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Meeting"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))

    @classmethod
    def plan(cls, title: str, starts_at: datetime, ends_at: datetime, turn: Turn | None = None, welcome: str = "",
             agenda: Iterable[dict[str, Any]] = (), **more: Any) -> "Meeting":  # fmt: skip
        """A new meeting of the Commonwealth. `agenda` has an AgendaItem's columns for each item, in order; `more` are
        mode, place and join_url. Raises ValueError for a join_url that is not of the web.
        """
        meeting = cls(agency_id=COMMONWEALTH, turn_id=turn and turn.id, title=title, starts_at=starts_at,
                      ends_at=ends_at, welcome_source=welcome, welcome_html=text.render(welcome), **more)  # fmt: skip
        meeting.items = [
            AgendaItem(agency_id=COMMONWEALTH, position=place, **item) for place, item in enumerate(agenda, start=1)
        ]
        db.session.add(meeting)
        db.session.flush()
        record(MeetingPlanned(meeting.agency_id, meeting.id))
        return meeting

    def answer(self, by: Viewer, going: str) -> None:
        """Yes, maybe or no: the last one counts, and the same one again changes nothing."""
        if Rsvp.put(self.agency_id, self.id, by.id, going):
            record(RsvpGiven(self.agency_id, self.id, by.id))

    def publish_recap(self, source: str) -> Recap:
        """The recap of this meeting, for everyone who may see it; a later one takes its place."""
        recap = db.session.scalars(select(Recap).where(Recap.meeting_id == self.id)).first()
        if recap is None:
            recap = Recap(agency_id=self.agency_id, meeting_id=self.id)
            db.session.add(recap)
        recap.write(source)
        record(RecapPublished(self.agency_id, self.id))
        return recap

    @validates("join_url")
    def _of_the_web(self, _name: str, address: str) -> str:
        if address and not address.startswith(("https://", "http://")):
            raise ValueError(f"not an address of the web: {address}")
        return address

    @property
    def over(self) -> bool:
        return self.ends_at < clock.now()

    @property
    def cancelled(self) -> bool:
        return self.turn is not None and self.turn.lead.cancelled

    @property
    def needs_until(self) -> datetime:
        """How long the hosts see what people told them they need."""
        return self.ends_at + NEEDS_KEPT

    @property
    def doors_open_at(self) -> datetime:
        return self.starts_at - DOORS_OPEN

    @property
    def doors_open(self) -> bool:
        return self.doors_open_at <= clock.now() and not self.over
