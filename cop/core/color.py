"""Colors that can be read: contrast as WCAG 2 works it out, and the nearest shade that has enough.

A color is # and six small hexadecimal digits.
"""

import re
from math import floor

ENOUGH = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size
LIGHT, DARK = "#fbf7f0", "#14191d"  # the ground of each theme: --paper in static/ui/tokens.css
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 256


def tidy(typed: str) -> str | None:
    """A color as it may be typed (with or without #, three digits or six); None for anything else."""
    digits = typed.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if re.fullmatch("[0-9a-f]{6}", digits) else None


def parts(color: str) -> list[int]:
    """Red, green and blue, 0 to 255."""
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


def luminance(color: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    shares = [part / 255 for part in parts(color)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ratio(one: str, other: str) -> str:
    """As it is said: never more than it is, so that what is refused is not said to be enough."""
    return f"{floor(contrast(one, other) * 100) / 100:.2f}"


def mixed(color: str, other: str, step: int) -> str:
    """`step` of STEPS on the way to the other. Towards black and white the hue stays."""
    pairs = zip(parts(color), parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * step / STEPS):02x}" for a, b in pairs)


def readable(color: str, ground: str = LIGHT) -> str:
    """The color itself where it can be read on the ground, else the nearest shade of the same hue that can."""
    away = BLACK if luminance(ground) > 0.18 else WHITE  # about where both are as far
    shades = (mixed(color, away, step) for step in range(STEPS + 1))
    return next(shade for shade in shades if contrast(shade, ground) >= ENOUGH)
