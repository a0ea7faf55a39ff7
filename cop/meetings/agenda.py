"""An agenda by the clock: when each item begins, and how all of them fit into the time there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Line:
    begins_at: datetime
    item: Any
    presenter: str | None


@dataclass(frozen=True)
class Agenda:
    """`planned`, `available` and `spare` are minutes; `spare` is below zero when more is planned than fits."""

    lines: Sequence[Line]
    planned: int
    available: int

    @property
    def spare(self) -> int:
        return self.available - self.planned


def by_the_clock(starts_at: datetime, ends_at: datetime, items: Iterable[tuple[Any, str | None]]) -> Agenda:
    """From items in order, each with its presenter's name: every item begins when the one before it ends."""
    lines, minutes = [], 0
    for item, presenter in items:
        lines.append(Line(starts_at + timedelta(minutes=minutes), item, presenter))
        minutes += item.minutes
    return Agenda(lines, minutes, (ends_at - starts_at) // timedelta(minutes=1))
