"""Every colour pair that is used, in both themes, against WCAG 2.2: 4.5:1 for text, 3:1 for controls."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
TEXT = [("ink", ground) for ground in ("paper", "card", "sunk", "amber-wash", "moss-wash", "brick-wash")]
TEXT += [("soft", ground) for ground in ("paper", "card", "sunk")]
TEXT += [("harbour", ground) for ground in ("paper", "card", "sunk")]
TEXT += [("on-harbour", "harbour"), ("on-harbour", "harbour-deep"), ("amber-ink", "amber"), ("moss", "moss-wash")]
TEXT += [("brick", ground) for ground in ("paper", "card", "brick-wash")]
TEXT += [(words, "amber-wash") for words in ("soft", "harbour", "brick")]
CONTROLS = [("edge", "paper"), ("edge", "card"), ("amber-line", "card"), ("amber-line", "amber-wash")]


def themes():
    light = re.search(r":root \{(.*?)\}", TOKENS, re.S)[1]
    dark = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', TOKENS, re.S)[1]
    return {
        name: dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for name, block in (("light", light), ("dark", dark))
    }


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), [(*p, 4.5) for p in TEXT] + [(*p, 3.0) for p in CONTROLS])
def test_it_can_be_read(theme, front, ground, least):
    colours = themes()[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_the_device_s_own_dark_is_the_chosen_dark():
    asked = re.search(r':not\(\[data-theme="light"\]\) \{(.*?)\}', TOKENS, re.S)[1]
    assert dict(re.findall(r"--([\w-]+): (#\w{6})", asked)) == themes()["dark"]
