"""The rotation as anyone may check it: every turn with what became of it, the ledgers and the cycle. Read for its pages
and the API."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from flask import current_app
from sqlalchemy import select

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import AnyRow, db
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import planning, queries
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

    @property
    def agencies(self) -> tuple[int, ...]:
        """Those whose Directors host it."""
        return tuple(dict.fromkeys(host.agency_id for host in self.hosts if host.agency_id != COMMONWEALTH))


@dataclass(frozen=True)
class Rotation:
    """`orders` are the oldest first; `turns` go from the oldest to the last one planned. `serving` has the agencies of
    each area, and `extra` is the meetings besides the turns that were held, by the area that led them.
    """

    orders: Sequence[rules.Order]
    turns: Sequence[TurnTaken]
    today: Period
    serving: Mapping[str, Sequence[int]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    extra: Mapping[str, int] = field(default_factory=dict)

    @property
    def order(self) -> Sequence[str]:
        """The areas in the order that holds now."""
        return rules.in_force(self.orders, self.today)

    @property
    def held(self) -> list[TurnTaken]:
        return [turn for turn in self.turns if turn.status == rules.HELD]

    @cached_property
    def ledger(self) -> Sequence[rules.Line]:
        return rules.ledger(self.orders, {turn.period: turn.area for turn in self.held}, self.extra)

    @cached_property
    def ledger_of_agencies(self) -> Sequence[rules.Line]:
        """By agency, the name that comes first in the alphabet first."""
        told = [(turn.agencies, self.serving.get(turn.area, ())) for turn in self.held]
        lines = rules.ledger_of_agencies(told, {})
        return sorted(lines, key=lambda line: self.names.get(line.who, ""))

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

    @cached_property
    def round(self) -> Mapping[Period, str]:
        """The cycle that this quarter lies in: who leads each of its quarters, as planned where that is still open.

        A cycle begins with an order, and again each time it is through.
        """
        known = {turn.period: turn.area for turn in self.turns if turn.status != rules.CANCELLED}
        planned = {turn.period: turn.planned_area for turn in self.turns}
        return rules.plan(self.orders, self._round_quarters(), planned) | {
            period: area for period, area in known.items() if period in set(self._round_quarters())
        }

    def _round_quarters(self) -> list[Period]:
        first = self.turns[0].period if self.turns else self.today
        since = max(first, *(order.since for order in self.orders if order.since <= self.today), first)
        length = rules.cycle_quarters(self.order)
        gone = self.today.number - since.number
        start = Period.numbered(since.number + gone // length * length)
        return start.following(length)


def rotation(viewer: Viewer) -> Rotation:
    """Seven statements, whatever the number of turns."""
    now = clock.now().astimezone(current_app.extensions["settings"].time_zone)  # quarters end at midnight here
    serving, names = _agencies()
    hosts = _by_turn(queries.hosts_of(TurnHost.agency_id == COMMONWEALTH))
    meetings = _meetings(viewer)
    of_turns = _by_turn([row for row in meetings if row.turn_id])
    taken = [
        _taken(turn, [host for host in hosts[turn.id] if host.area_slug == turn.lead.area], of_turns[turn.id], now)
        for turn in planning.all_turns()
    ]
    extra = Counter(row.led_by for row in meetings if row.led_by and row.turn_id is None and row.ends_at < now)
    return Rotation(OrderPlace.orders(), taken, Period.of(now.date()), serving, names, extra)


def _agencies() -> tuple[Mapping[str, Sequence[int]], Mapping[int, str]]:
    rows = db.session.execute(
        select(AgencyArea.area_slug, Agency.id, Agency.name).join(Agency, Agency.id == AgencyArea.served_by_id)
    ).all()
    serving: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        serving[row.area_slug].append(row.id)
    return serving, {row.id: row.name for row in rows}


def _meetings(viewer: Viewer) -> Sequence[AnyRow]:
    columns = (Meeting.turn_id, Meeting.id, Meeting.title, Meeting.ends_at, Meeting.led_by)
    seen = Meeting.visible_to(viewer).with_only_columns(*columns)
    seen = seen.where(Meeting.turn_id.is_not(None) | Meeting.led_by.is_not(None))
    return db.session.execute(seen.order_by(Meeting.starts_at, Meeting.id)).all()


def _by_turn(rows: Sequence[AnyRow]) -> defaultdict[int, list[AnyRow]]:
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[row.turn_id].append(row)
    return found


def _taken(turn: Turn, hosts: Sequence[AnyRow], meetings: Sequence[AnyRow], now: datetime) -> TurnTaken:
    lead, meeting = turn.lead, next(iter(meetings), None)
    status = rules.status(turn.quarter, lead.cancelled, meeting.ends_at if meeting else None, now)
    return TurnTaken(turn.id, turn.quarter, lead.area, turn.planned, status, hosts, meeting)
