"""The rotation as anyone may check it: every turn with what became of it, and the ledger. Read for its page and API."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies.audience import AREAS
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import AnyRow, db
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import queries
from cop.meetings import rotation as rules
from cop.meetings.calendar import Period
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rotation import OrderPlace, Turn, TurnHost


@dataclass(frozen=True)
class TurnTaken:
    """One quarter's turn: who leads it, whose it was, and what became of it. `meeting` has id and title."""

    id: int
    period: Period
    area: str
    planned_area: str
    status: str
    hosts: Sequence[AnyRow]
    meeting: AnyRow | None


@dataclass(frozen=True)
class Rotation:
    """`order` is the areas in the order that holds now; `turns` go from the oldest to the last one planned."""

    order: Sequence[str]
    turns: Sequence[TurnTaken]
    today: Period

    @cached_property
    def ledger(self) -> Sequence[rules.Line]:
        return rules.ledger(self.order, (turn.area for turn in self.turns if turn.status == rules.HELD))

    @property
    def now(self) -> TurnTaken | None:
        """This quarter's turn, held or still to be."""
        return next((turn for turn in self.turns if turn.period == self.today), None)

    @property
    def leading(self) -> str | None:
        """The area that leads this quarter, unless its turn is off."""
        return self.now.area if self.now and self.now.status != rules.CANCELLED else None

    @property
    def upcoming(self) -> TurnTaken | None:
        """The first turn after this quarter that is not off."""
        later = (turn for turn in self.turns if turn.period > self.today and turn.status != rules.CANCELLED)
        return next(later, None)


def rotation(viewer: Viewer) -> Rotation:
    """Five statements, whatever the number of turns."""
    now = clock.now().astimezone(current_app.extensions["settings"].time_zone)  # quarters end at midnight here
    hosts = _by_turn(queries.hosts_of(TurnHost.agency_id == COMMONWEALTH))
    meetings = _by_turn(_meetings(viewer))
    written = select(Turn).where(Turn.agency_id == COMMONWEALTH).options(selectinload(Turn.changes))
    turns = db.session.scalars(written.order_by(Turn.period)).all()
    order = db.session.scalars(OrderPlace.newest().where(OrderPlace.agency_id == COMMONWEALTH)).all() or AREAS
    taken = [_taken(turn, hosts[turn.id], next(iter(meetings[turn.id]), None), now) for turn in turns]
    return Rotation(order, taken, Period.of(now.date()))


def _meetings(viewer: Viewer) -> Sequence[AnyRow]:
    columns = (Meeting.turn_id, Meeting.id, Meeting.title, Meeting.ends_at)
    seen = Meeting.visible_to(viewer).where(Meeting.turn_id.is_not(None)).with_only_columns(*columns)
    return db.session.execute(seen.order_by(Meeting.starts_at, Meeting.id)).all()


def _by_turn(rows: Sequence[AnyRow]) -> defaultdict[int, list[AnyRow]]:
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.turn_id].append(row)
    return found


def _taken(turn: Turn, hosts: Sequence[AnyRow], meeting: AnyRow | None, now: datetime) -> TurnTaken:
    lead = turn.lead
    status = rules.status(turn.quarter, lead.cancelled, meeting.ends_at if meeting else None, now)
    return TurnTaken(turn.id, turn.quarter, lead.area, turn.planned_area, status, hosts, meeting)
