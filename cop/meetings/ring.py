"""The rotation ring's drawing: equal pieces around a circle, clockwise from the top, in a square of SIZE units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

SIZE = 400
MIDDLE = SIZE / 2
BAND, FACE = (198, 176), (172, 74)  # radii, outer and inner: of the patterned band, and of what carries the name
GAP = 4  # units between neighbors, the same at every radius


@dataclass(frozen=True)
class Piece:
    """One area's piece: `face` carries its name at (x, y), `band` its pattern."""

    area: str
    face: str
    band: str
    x: float
    y: float


def pieces(areas: Sequence[str]) -> list[Piece]:
    width = 360 / max(len(areas), 1)
    return [_piece(area, number * width, width) for number, area in enumerate(areas)]


def _piece(area: str, turned: float, width: float) -> Piece:
    """A piece whose middle is `turned` degrees from the top."""
    x, y = _point(sum(FACE) / 2, turned)
    return Piece(area, _arc(*FACE, turned, width), _arc(*BAND, turned, width), x, y)


def _arc(outer: float, inner: float, turned: float, width: float) -> str:
    """The path of a piece of a ring, a little short at both ends."""
    far, near = (width / 2 - GAP / 2 / radians(1) / radius for radius in (outer, inner))
    corners = (outer, turned - far), (outer, turned + far), (inner, turned + near), (inner, turned - near)
    a, b, c, d = (f"{x:g} {y:g}" for x, y in (_point(*corner) for corner in corners))
    long = int(width > 180)
    return f"M{a}A{outer} {outer} 0 {long} 1 {b}L{c}A{inner} {inner} 0 {long} 0 {d}Z"


def _point(radius: float, degrees: float) -> tuple[float, float]:
    turn = radians(degrees)
    return round(MIDDLE + radius * sin(turn), 2), round(MIDDLE - radius * cos(turn), 2)
