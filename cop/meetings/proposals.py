"""What was proposed for turns and what areas said to it, as pages show it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased, selectinload

from cop.agencies.models.membership import AREA_DIRECTOR, StatewideRole
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.meetings.calendar import Period
from cop.meetings.models.proposal import OrderVersion, TurnProposal
from cop.meetings.models.rotation import OrderPlace, Turn
from cop.people.models.person import Person

Other = aliased(Turn)


@dataclass(frozen=True)
class Said:
    """What one area said: `by` a name, `on_behalf` where that is not its director."""

    area: str
    yes: bool
    by: str
    on_behalf: bool
    at: datetime


@dataclass(frozen=True)
class Proposed:
    """`period` and `other` are the quarters it is about; `missing` the areas that are asked still."""

    id: int
    kind: str
    period: Period
    other: Period | None
    from_area: str
    area: str | None
    why: str
    by_id: int | None
    by: str
    at: datetime
    outcome: str | None
    settled_at: datetime | None
    undoes_id: int | None
    said: Sequence[Said]
    missing: tuple[str, ...]

    @property
    def open(self) -> bool:
        return self.outcome is None


def of_turn(turn_id: int) -> list[Proposed]:
    """All that was ever proposed for a turn, the oldest first. Three statements."""
    return _read(or_(TurnProposal.turn_id == turn_id, TurnProposal.other_id == turn_id))


def waiting() -> list[Proposed]:
    """Those that some area has not answered yet. Three statements."""
    return _read(TurnProposal.outcome.is_(None))


def one(proposal_id: int) -> Proposed | None:
    return next(iter(_read(TurnProposal.id == proposal_id)), None)


def _read(which: ColumnElement[bool]) -> list[Proposed]:
    found = select(TurnProposal, Turn.period, Other.period.label("other"))
    found = found.join(Turn, Turn.id == TurnProposal.turn_id).outerjoin(Other, Other.id == TurnProposal.other_id)
    found = found.where(TurnProposal.agency_id == COMMONWEALTH, which).order_by(TurnProposal.id)
    rows = db.session.execute(found.options(selectinload(TurnProposal.agreements))).all()
    names = _names(rows)
    return [_shown(row.TurnProposal, row.period, row.other, names) for row in rows]


def _names(rows: Sequence[Any]) -> Mapping[int | None, str]:
    """Of whoever still has an account; "" for who has not."""
    people = {row.TurnProposal.by_id for row in rows}
    people |= {said.by_id for row in rows for said in row.TurnProposal.agreements}
    known = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(people - {None}))) if people else ()
    return defaultdict(str, {row.id: row.name for row in known})


def _shown(proposal: TurnProposal, period: str, other: str | None, names: Mapping[int | None, str]) -> Proposed:
    said = [Said(one.area_slug, one.yes, names[one.by_id], one.on_behalf, one.at) for one in proposal.agreements]
    return Proposed(
        proposal.id, proposal.kind, Period.parse(period), Period.parse(other) if other else None, proposal.from_area,
        proposal.area_slug, proposal.why, proposal.by_id, names[proposal.by_id], proposal.at, proposal.outcome,
        proposal.settled_at, proposal.undoes_id, said, proposal.missing if proposal.open else (),
    )  # fmt: skip


def directors_of(areas: Sequence[str]) -> Sequence[Any]:
    """The Area Directors, to write to: name, e-mail and language. One statement."""
    theirs = select(Person.id, Person.name, Person.email, Person.language, StatewideRole.area_slug)
    theirs = theirs.join(StatewideRole, StatewideRole.person_id == Person.id)
    return db.session.execute(
        theirs.where(StatewideRole.role == AREA_DIRECTOR, StatewideRole.area_slug.in_(areas)).order_by(Person.id)
    ).all()


@dataclass(frozen=True)
class OrderSaid:
    """An order that was set: `by` a name, "" for someone who left, or where nobody wrote down who decided."""

    version: int
    since: Period
    areas: tuple[str, ...]
    by: str
    at: datetime | None
    why: str


def orders() -> list[OrderSaid]:
    """The newest first. Two statements."""
    found = select(OrderVersion, Person.name).outerjoin(Person, Person.id == OrderVersion.by_id)
    known = {one.version: (one, name or "") for one, name in db.session.execute(found)}
    places = db.session.scalars(select(OrderPlace).order_by(OrderPlace.version.desc(), OrderPlace.position)).all()
    said = []
    for version, some in groupby(places, key=lambda place: place.version):
        row, name = known.get(version, (None, ""))
        listed = list(some)
        areas = tuple(place.area_slug for place in listed)
        since = Period.parse(listed[0].since)
        said.append(OrderSaid(version, since, areas, name, row.at if row else None, row.why if row else ""))
    return said
