"""The picture of a solution's journey: five areas as a schematic map, and a mark for each agency that tried it.

Units are those of a drawing WIDTH wide and HEIGHT high. An agency that serves several areas has a mark in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 400, 262
# Where each area lies: west on the left, the coast on the right. (x, y, width, height)
TILES = {
    "western": (0, 0, 98, 262),
    "central": (104, 0, 98, 262),
    "northeast": (208, 0, 192, 84),
    "metro_boston": (208, 89, 192, 84),
    "southeast": (208, 178, 192, 84),
}
NAME, PITCH, INSET = 26, 27, 15  # the height of a name's line; from mark to mark; from an edge to a mark's middle
RADIUS = 12  # of a mark


@dataclass(frozen=True)
class Mark:
    """One agency, by its number in the table beneath."""

    number: int
    verdict: str
    aged: bool
    x: int
    y: int


@dataclass(frozen=True)
class Tile:
    area: str
    x: int
    y: int
    width: int
    height: int
    marks: tuple[Mark, ...]
    more: int  # that there was no room for


def tiles(evidence: Sequence[Any]) -> list[Tile]:
    """`evidence`: rows with a `verdict`, whether it is `aged`, and the `areas` of their agency, in its order."""
    return [_tile(area, *place, evidence) for area, place in TILES.items()]


def _tile(area: str, x: int, y: int, width: int, height: int, evidence: Sequence[Any]) -> Tile:
    here = [(number, one) for number, one in enumerate(evidence, start=1) if area in one.areas]
    across = (width - 2 * INSET) // PITCH + 1
    room = across * ((height - NAME - INSET - RADIUS) // PITCH + 1)
    shown = here if len(here) <= room else here[: room - 1]
    marks = tuple(
        Mark(number, one.verdict, one.aged, x + INSET + at % across * PITCH, y + NAME + INSET + at // across * PITCH)
        for at, (number, one) in enumerate(shown)
    )
    return Tile(area, x, y, width, height, marks, len(here) - len(shown))
