"""The circle picture: seats around a ring. Only geometry; the template draws it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CENTRE, RADIUS = 160.0, 112.0  # in the picture's own units, 320 wide


@dataclass(frozen=True)
class Drawn:
    seat: Any
    x: float
    y: float


def drawn(seats: Sequence[Any]) -> list[Drawn]:
    """Each seat with its place in the picture, evenly from the top."""
    step = 2 * math.pi / max(1, len(seats))
    angles = [at * step - math.pi / 2 for at in range(len(seats))]
    return [
        Drawn(seat, round(CENTRE + RADIUS * math.cos(angle), 1), round(CENTRE + RADIUS * math.sin(angle), 1))
        for seat, angle in zip(seats, angles, strict=True)
    ]


def next_after(seats: Sequence[Any], person_id: int, here: set[int]) -> int | None:
    """Who sits next around the circle and is here; None (the middle) when nobody else is.

    Someone whose browser holds no line can't be told who is here: for them it goes to whoever sits next.
    """
    people = [int(seat.person_id) for seat in seats]
    here = here if person_id in here else set(people)
    mine = people.index(person_id)
    return next((person for person in people[mine + 1 :] + people[:mine] if person in here), None)
