"""Whose turn it is, and whether that has been fair: plain functions over what is written down, without a database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from cop.meetings.calendar import Period

SWAP, COVER, CANCEL, UNDO = KINDS = ("swap", "cover", "cancel", "undo")
PLANNED, HELD, CANCELLED = STATUSES = ("planned", "held", "cancelled")


def plan(order: Sequence[str], periods: Iterable[Period], so_far: Mapping[Period, str]) -> dict[Period, str]:
    """The area planned for each period: of the areas with the fewest turns, the first in the order. From a fair start
    that is one area after the other.

    A period that has its area keeps it, whatever came after: the rotation never shifts silently. So neither a
    cancelled turn nor a new order moves anyone who was told when their turn is.
    """
    turns = Counter(so_far.values())
    planned = {}
    for period in sorted(set(periods)):
        area = so_far.get(period) or min(order, key=turns.__getitem__)  # the first in order of those with the fewest
        turns[area] += period not in so_far
        planned[period] = area
    return planned


@dataclass(frozen=True)
class Lead:
    """What a turn has come to: the area that leads it, and whether it is off."""

    area: str
    cancelled: bool = False


def lead(planned_area: str, changes: Sequence[Any]) -> Lead:
    """A turn's area and state after its changes (oldest first, each with id, kind, area_slug and undoes_id).

    An undo takes back one change as if it had never been, an earlier undo too. What was cancelled stays so until that
    is undone, whoever has swapped since.
    """
    undone: set[int | None] = set()
    standing = []
    for change in reversed(changes):
        if change.id in undone:
            continue
        if change.kind == UNDO:
            undone.add(change.undoes_id)
        else:
            standing.append(change)
    area = next((change.area_slug for change in standing if change.kind in (SWAP, COVER)), planned_area)
    return Lead(area, any(change.kind == CANCEL for change in standing))


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
    """One area's line in the ledger. `balance` above zero: led more often than its share so far."""

    area: str
    held: int
    expected: Fraction

    @property
    def balance(self) -> Fraction:
        return self.held - self.expected


def ledger(areas: Sequence[str], held_by: Iterable[str]) -> list[Line]:
    """A line for each area, from the areas that led each held turn. The balances add up to zero, exactly."""
    held = Counter(held_by)
    everyone = list(dict.fromkeys([*areas, *held]))
    share = Fraction(held.total(), len(everyone)) if everyone else Fraction(0)
    return [Line(area, held[area], share) for area in everyone]
