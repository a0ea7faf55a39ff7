"""Whose turn it is, and whether that has been fair: plain functions over what is written down, without a database."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import lcm
from typing import Any

from cop.meetings.calendar import Period

SWAP, COVER, CANCEL, UNDO, ORDER = KINDS = ("swap", "cover", "cancel", "undo", "order")
PLANNED, HELD, CANCELLED = STATUSES = ("planned", "held", "cancelled")
QUARTERS = 4  # in a year: each is a season


@dataclass(frozen=True)
class Order:
    """These areas take turns in this order, from a period on and until another order holds."""

    since: Period
    areas: tuple[str, ...]


def in_force(orders: Sequence[Order], period: Period) -> tuple[str, ...]:
    """The areas that take turns in a period; `orders` are the oldest first. Before the first order, its own."""
    return next((order.areas for order in reversed(orders) if order.since <= period), orders[0].areas)


def plan(orders: Sequence[Order], periods: Iterable[Period], so_far: Mapping[Period, str]) -> dict[Period, str]:
    """The area planned for each period: of those that take turns then, the one furthest below its share; of several,
    the first in the order. From a fair start that is one area after the other.

    A period that has its area keeps it, whatever came after: the rotation never shifts silently. So neither a
    cancelled turn nor a new order moves anyone who was told when their turn is. An area that joins, or comes back,
    begins with the balance it had, and makes up for no turn that was not its to take.
    """
    balances = _balances(orders, so_far.items())
    planned = {}
    for period in sorted(set(periods)):
        areas = in_force(orders, period)
        planned[period] = so_far.get(period) or min(areas, key=balances.__getitem__)  # the first of the lowest
        if period not in so_far:
            _count(balances, areas, planned[period])
    return planned


def _balances(orders: Sequence[Order], led: Iterable[tuple[Period, str]]) -> defaultdict[str, Fraction]:
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for period, area in led:
        _count(found, in_force(orders, period), area)
    return found


def _count(balances: defaultdict[str, Fraction], sharing: Collection[Any], leader: Any) -> None:
    """One turn was led by one, and was an equal share of everyone's."""
    for one in sharing:
        balances[one] -= Fraction(1, len(sharing))
    balances[leader] += 1


@dataclass(frozen=True)
class Lead:
    """What a turn has come to: the area that leads it, and whether it is off."""

    area: str
    cancelled: bool = False


def holding(changes: Sequence[Any]) -> list[Any]:
    """Those changes of a turn that nothing has undone, the newest first, undoing ones with them; `changes` are all of
    them, oldest first, each with id, kind, area_slug and undoes_id.
    """
    undone: set[int | None] = set()
    found = []
    for change in reversed(changes):
        if change.id not in undone:
            found.append(change)
            if change.kind == UNDO:
                undone.add(change.undoes_id)
    return found


def standing(changes: Sequence[Any]) -> list[Any]:
    """Those that say something of a turn: an undo has taken back one change as if it had never been, an earlier undo
    too.
    """
    return [change for change in holding(changes) if change.kind != UNDO]


def lead(planned_area: str, changes: Sequence[Any]) -> Lead:
    """A turn's area and state after its changes. What was cancelled stays so until that is undone, whoever has swapped
    since.
    """
    hold = standing(changes)
    area = next((change.area_slug for change in hold if change.kind in (SWAP, COVER, ORDER)), planned_area)
    return Lead(area, any(change.kind == CANCEL for change in hold))


def planned_after(planned_area: str, changes: Sequence[Any]) -> str:
    """The area a turn is planned for, after new orders that said so, and before anyone swapped or covered."""
    return next((change.area_slug for change in standing(changes) if change.kind == ORDER), planned_area)


def status(period: Period, cancelled: bool, meeting_ends: datetime | None, now: datetime) -> str:
    """Planned, held or cancelled. The one place that says when a turn counts as held: it was not cancelled, and its
    meeting is over or its quarter is. `now` is in the zone where the quarter ends.
    """
    if cancelled:
        return CANCELLED
    meeting_over = meeting_ends is not None and meeting_ends < now
    return HELD if meeting_over or ended(period, now.date()) else PLANNED


def ended(period: Period, today: date) -> bool:
    return period.last_day < today


@dataclass(frozen=True)
class Line:
    """One area's or agency's line in the ledger. `balance` above zero: led more often than its share so far."""

    who: Any
    held: Fraction
    expected: Fraction
    extra: int = 0  # meetings besides the turns, which no balance counts

    @property
    def balance(self) -> Fraction:
        return self.held - self.expected


def ledger(orders: Sequence[Order], held: Mapping[Period, str], extra: Mapping[str, int] | None = None) -> list[Line]:
    """A line for each area that takes turns or ever led one, from the area that led each held turn.

    Each turn is shared by the areas that took turns then. So the balances add up to zero, exactly.
    """
    counted = [((area,), in_force(orders, period)) for period, area in held.items()]
    return _lines(dict.fromkeys(orders[-1].areas), counted, extra or {})


def ledger_of_agencies(turns: Iterable[tuple[Sequence[int], Sequence[int]]], extra: Mapping[int, int]) -> list[Line]:
    """A line for each agency that served an area when it led, or hosted: from each held turn, the agencies whose
    Directors hosted it and those that serve its area. A turn that no agency hosted is nobody's share.
    """
    counted = [(hosts, tuple(dict.fromkeys([*serving, *hosts]))) for hosts, serving in turns if hosts]
    return _lines({}, counted, extra)


def _lines(known: Mapping[Any, Any], turns: Iterable[tuple[Sequence[Any], Sequence[Any]]],
           extra: Mapping[Any, int]) -> list[Line]:  # fmt: skip
    held: defaultdict[Any, Fraction] = defaultdict(Fraction)
    expected: defaultdict[Any, Fraction] = defaultdict(Fraction)
    for leaders, sharing in turns:
        for one in leaders:
            held[one] += Fraction(1, len(leaders))
        for one in sharing:
            expected[one] += Fraction(1, len(sharing))
    everyone = dict.fromkeys([*known, *expected, *held, *extra])
    return [Line(one, held[one], expected[one], extra.get(one, 0)) for one in everyone]


Cycle = dict[str, dict[int, list[Period]]]  # by area and quarter of the year: when it leads


def cycle_quarters(areas: Sequence[str]) -> int:
    """After how many turns each area has led in each quarter of the year equally often: five areas take twenty."""
    return lcm(len(areas), QUARTERS)


def cycle(leads: Mapping[Period, str], areas: Sequence[str]) -> Cycle:
    """When each area leads, by the quarter of the year. In a whole cycle without changes that is once in each."""
    found: Cycle = {area: {quarter: [] for quarter in range(1, QUARTERS + 1)} for area in areas}
    for period, area in sorted(leads.items()):
        found.setdefault(area, {quarter: [] for quarter in range(1, QUARTERS + 1)})[period.quarter].append(period)
    return found


def uneven(found: Cycle) -> Counter[tuple[str, int]]:
    """How many turns more or fewer than one each area has in a quarter of the year, where that is not one."""
    told = ((area, quarter, len(led) - 1) for area, quarters in found.items() for quarter, led in quarters.items())
    return Counter({(area, quarter): more for area, quarter, more in told if more})
