"""The rotation ring's drawing: equal pieces around a circle, clockwise from the top, in a square of SIZE units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

SIZE = 400
MIDDLE = SIZE / 2
BAND, OUTER, INNER = (194, 172), 168, 96  # radii: the patterned band's two, then the piece's two
GAP = 2.4  # units between neighbors, the same at every radius


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
    begin, end = turned - width / 2, turned + width / 2
    x, y = _point((OUTER + INNER) / 2, turned)
    return Piece(area, _arc(OUTER, INNER, begin, end), _arc(*BAND, begin, end), x, y)


def _arc(outer: float, inner: float, begin: float, end: float) -> str:
    """The path of a piece of a ring, a little short at both ends."""
    far, near = (GAP / 2 / radians(1) / radius for radius in (outer, inner))
    corners = (outer, begin + far), (outer, end - far), (inner, end - near), (inner, begin + near)
    a, b, c, d = (f"{x:g} {y:g}" for x, y in (_point(*corner) for corner in corners))
    long = int(end - begin > 180)
    return f"M{a}A{outer} {outer} 0 {long} 1 {b}L{c}A{inner} {inner} 0 {long} 0 {d}Z"


def _point(radius: float, degrees: float) -> tuple[float, float]:
    turn = radians(degrees)
    return round(MIDDLE + radius * sin(turn), 2), round(MIDDLE - radius * cos(turn), 2)
