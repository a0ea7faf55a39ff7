"""The rotation: an order of areas, one turn for each quarter, and every change to a turn as a row of its own."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.audience import AREAS
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.once import the_one
from cop.core.tenancy import COMMONWEALTH, Owned
from cop.meetings.calendar import FIRST_YEAR, Period
from cop.meetings.facts import HostAccepted, HostAsked, HostDeclined, HostSteppedDown
from cop.meetings.rotation import Lead, Order, lead, planned_after


class OrderPlace(Owned, Entity):
    """One area's place in one version of the order, which holds from the quarter `since` on. Who
    decided on it, when and why stands in its OrderVersion."""

    __tablename__ = "order_place"
    __table_args__ = (UniqueConstraint("agency_id", "version", "position"),)

    version: Mapped[int]
    position: Mapped[int]
    since: Mapped[str]
    area_slug: Mapped[str] = mapped_column(ForeignKey("area.slug"))

    @classmethod
    def orders(cls) -> list[Order]:
        """All there were, the oldest first; where none is written, the areas as they are known. One statement."""
        rows = db.session.scalars(select(cls).where(cls.agency_id == COMMONWEALTH).order_by(cls.version, cls.position))
        found = [
            Order(Period.parse(since), tuple(place.area_slug for place in places))
            for (_, since), places in groupby(rows, key=lambda place: (place.version, place.since))
        ]
        return sorted(found, key=lambda order: order.since) or [Order(Period(FIRST_YEAR, 1), AREAS)]


class Turn(Owned, Entity):
    """One quarter's turn (`FY2027-Q2`) and the area that was planned for it. What changed stands in its changes."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("agency_id", "id"), UniqueConstraint("agency_id", "period"))

    period: Mapped[str]
    planned_area: Mapped[str] = mapped_column(ForeignKey("area.slug"))
    changes: Mapped[list["TurnChange"]] = relationship(lazy="raise", order_by="TurnChange.id")
    hosts: Mapped[list["TurnHost"]] = relationship(lazy="raise", order_by="TurnHost.id")

    @property
    def quarter(self) -> Period:
        return Period.parse(self.period)

    @property
    def planned(self) -> str:
        """The area it is planned for, after new orders. Needs `changes` loaded."""
        return planned_after(self.planned_area, self.changes)

    @property
    def lead(self) -> Lead:
        """The area that leads after all changes, and whether the turn is off. Needs `changes` loaded."""
        return lead(self.planned_area, self.changes)


class TurnChange(Owned, Entity):
    """Append-only. `kind` is swap or cover (with the area that leads instead), order (with the area that a new order
    plans it for), cancel, or undo (of `undoes_id`). All but an order's come of a proposal that was agreed to."""

    __tablename__ = "turn_change"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_change_turn"),
        ForeignKeyConstraint(
            ["agency_id", "undoes_id"], ["turn_change.agency_id", "turn_change.id"], name="fk_turn_change_undoes"
        ),
        ForeignKeyConstraint(
            ["agency_id", "proposal_id"],
            ["turn_proposal.agency_id", "turn_proposal.id"],
            name="fk_turn_change_proposal",
        ),
        UniqueConstraint("agency_id", "id"),
    )

    turn_id: Mapped[int] = mapped_column(Id, index=True)
    proposal_id: Mapped[int | None] = mapped_column(Id, index=True)
    kind: Mapped[str]
    area_slug: Mapped[str | None] = mapped_column(ForeignKey("area.slug"))
    undoes_id: Mapped[int | None] = mapped_column(Id)
    by_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class TurnAsk(Owned, Entity):
    """A seat that someone is asked to take: the Area Director's (`voice_id` is the Commonwealth's), or that of an
    agency's Director of Peer Support. An agency is asked, and not a person: who directs it, is its own."""

    __tablename__ = "turn_ask"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_ask_turn"),
        UniqueConstraint("turn_id", "voice_id"),
    )

    turn_id: Mapped[int] = mapped_column(Id)
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"))
    area_slug: Mapped[str] = mapped_column(ForeignKey("area.slug"))
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def put(cls, turn: Turn, voice_id: int, by_id: int) -> None:
        """Safe to repeat: who was asked for this area is not asked again, until they said no."""
        area = turn.lead.area
        known = select(cls).where(cls.turn_id == turn.id, cls.voice_id == voice_id)
        said = {"turn_id": turn.id, "voice_id": voice_id, "area_slug": area, "by_id": by_id}
        new = cls(agency_id=turn.agency_id, **said)
        ask: TurnAsk = the_one(known, new)
        if ask is new or ask.area_slug != area or ask.declined_at is not None:
            ask.area_slug, ask.by_id, ask.at, ask.declined_at = area, by_id, clock.now(), None
            record(HostAsked(turn.agency_id, turn.id, voice_id))

    def decline(self) -> None:
        """Safe to repeat. Someone else can be asked."""
        if self.declined_at is None:
            self.declined_at = clock.now()
            record(HostDeclined(self.agency_id, self.turn_id, self.voice_id))


class TurnHost(Owned, Entity):
    """Who hosts a turn, for the area that led it when they said so: when another takes it over, they do not any more.

    `said_by_id` is who said it, which shows where that was done on their behalf; they themselves while it is None.
    """

    __tablename__ = "turn_host"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_host_turn"),
        UniqueConstraint("turn_id", "person_id"),
    )

    turn_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"))
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"))
    area_slug: Mapped[str] = mapped_column(ForeignKey("area.slug"))
    said_by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def accept(cls, turn: Turn, person_id: int, voice_id: int, by_id: int) -> None:
        """Safe to repeat."""
        area = turn.lead.area
        known = select(cls).where(cls.turn_id == turn.id, cls.person_id == person_id)
        said = {"turn_id": turn.id, "person_id": person_id, "voice_id": voice_id, "area_slug": area}
        new = cls(agency_id=turn.agency_id, **said)
        host: TurnHost = the_one(known, new)
        if host.accepted_at is None or host.area_slug != area:
            host.area_slug, host.voice_id, host.accepted_at, host.said_by_id = area, voice_id, clock.now(), by_id
            record(HostAccepted(turn.agency_id, turn.id, person_id))

    def step_down(self) -> None:
        """Someone else is needed then. Safe to repeat."""
        if self.accepted_at is not None:
            self.accepted_at = None
            record(HostSteppedDown(self.agency_id, self.turn_id, self.person_id))
