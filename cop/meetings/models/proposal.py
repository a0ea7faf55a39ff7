"""A change to the rotation that somebody proposes, and what each area that it touches says to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.meetings.models.rotation import Turn

AGREED, DECLINED, WITHDRAWN, OVERTAKEN = OUTCOMES = ("agreed", "declined", "withdrawn", "overtaken")


def _of_turn(which: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["agency_id", f"{which}_id"], [Turn.agency_id, Turn.id], name=f"fk_turn_proposal_{which}"
    )


class TurnProposal(Owned, Entity):
    """`kind` is swap (with the turn `other_id`), cover, cancel, or undo (of the proposal `undoes_id`).

    `from_area` led the turn when this was proposed, and `area_slug` is who would lead it then. It is overtaken when
    something else has changed who leads before everyone agreed. `once` is its form's, which may be sent twice.
    """

    __tablename__ = "turn_proposal"
    __table_args__ = (
        *(_of_turn(which) for which in ("turn", "other")),
        ForeignKeyConstraint(
            ["agency_id", "undoes_id"], ["turn_proposal.agency_id", "turn_proposal.id"], name="fk_turn_proposal_undoes"
        ),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("by_id", "once"),
    )  # fmt: skip

    turn_id: Mapped[int] = mapped_column(Id, index=True)
    other_id: Mapped[int | None] = mapped_column(Id, index=True)
    undoes_id: Mapped[int | None] = mapped_column(Id)
    kind: Mapped[str]
    from_area: Mapped[str] = mapped_column(ForeignKey("area.slug"))
    area_slug: Mapped[str | None] = mapped_column(ForeignKey("area.slug"))
    why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    once: Mapped[int | None] = mapped_column(Id)
    outcome: Mapped[str | None]
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    agreements: Mapped[list["Agreement"]] = relationship(lazy="raise", order_by="Agreement.id")

    @property
    def areas(self) -> tuple[str, ...]:
        """Those that must agree, whichever way round it was proposed."""
        return tuple(dict.fromkeys(filter(None, (self.from_area, self.area_slug))))

    @property
    def open(self) -> bool:
        return self.outcome is None

    @property
    def missing(self) -> tuple[str, ...]:
        """The areas that have not agreed yet. Needs `agreements` loaded."""
        said = {one.area_slug for one in self.agreements}
        return tuple(area for area in self.areas if area not in said)

    def settle(self, outcome: str) -> None:
        self.outcome, self.settled_at = outcome, clock.now()


class Agreement(Owned, Entity):
    """What one area says to a proposal, by its Area Director or by someone on the area's behalf."""

    __tablename__ = "turn_agreement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "proposal_id"],
            ["turn_proposal.agency_id", "turn_proposal.id"],
            name="fk_turn_agreement_proposal",
        ),
        UniqueConstraint("proposal_id", "area_slug"),
    )

    proposal_id: Mapped[int] = mapped_column(Id)
    area_slug: Mapped[str] = mapped_column(ForeignKey("area.slug"))
    yes: Mapped[bool]
    on_behalf: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class OrderVersion(Owned, Entity):
    """When an order was decided on, by whom and why. Its areas are its places."""

    __tablename__ = "order_version"
    __table_args__ = (UniqueConstraint("agency_id", "version"), UniqueConstraint("by_id", "once"))

    version: Mapped[int]
    why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    once: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def last(cls) -> int:
        """0 where none was set yet. One statement."""
        return db.session.scalar(select(func.max(cls.version))) or 0
