"""The rotation: an order of areas, one turn for each quarter, and every change to a turn as a row of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned
from cop.meetings.calendar import Period
from cop.meetings.rotation import Lead, lead


class OrderPlace(Owned, Entity):
    """One area's place in one version of the order. The newest version plans new turns; older turns keep theirs."""

    __tablename__ = "order_place"
    __table_args__ = (UniqueConstraint("agency_id", "version", "position"),)

    version: Mapped[int]
    position: Mapped[int]
    area_slug: Mapped[str] = mapped_column(ForeignKey("area.slug"))

    @classmethod
    def newest(cls) -> Select[str]:
        """The areas in the order that holds now."""
        version = select(func.max(cls.version)).scalar_subquery()
        return select(cls.area_slug).where(cls.version == version).order_by(cls.position)


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
    def lead(self) -> Lead:
        """The area that leads after all changes, and whether the turn is off. Needs `changes` loaded."""
        return lead(self.planned_area, self.changes)


class TurnChange(Owned, Entity):
    """Append-only. `kind` is swap or cover (with the area that leads instead), cancel, or undo (of `undoes_id`)."""

    __tablename__ = "turn_change"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_change_turn"),
        ForeignKeyConstraint(
            ["agency_id", "undoes_id"], ["turn_change.agency_id", "turn_change.id"], name="fk_turn_change_undoes"
        ),
        UniqueConstraint("agency_id", "id"),
    )

    turn_id: Mapped[int] = mapped_column(Id, index=True)
    kind: Mapped[str]
    area_slug: Mapped[str | None] = mapped_column(ForeignKey("area.slug"))
    undoes_id: Mapped[int | None] = mapped_column(Id)
    by_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class TurnHost(Owned, Entity):
    """Someone asked to host a turn; a host once they accept."""

    __tablename__ = "turn_host"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "turn_id"], ["turn.agency_id", "turn.id"], name="fk_turn_host_turn"),
        UniqueConstraint("turn_id", "person_id"),
    )

    turn_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"))
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"))
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
