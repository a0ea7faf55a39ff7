"""Every colour pair that is used, in both themes, against WCAG 2.2: 4.5:1 for text, 3:1 for controls."""

import re
from pathlib import Path

import pytest

from cop.core.color import DARK, LIGHT, contrast

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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), [(*p, 4.5) for p in TEXT] + [(*p, 3.0) for p in CONTROLS])
def test_it_can_be_read(theme, front, ground, least):
    colours = themes()[theme]
    assert contrast(colours[front], colours[ground]) >= least


def test_the_device_s_own_dark_is_the_chosen_dark():
    asked = re.search(r':not\(\[data-theme="light"\]\) \{(.*?)\}', TOKENS, re.S)[1]
    assert dict(re.findall(r"--([\w-]+): (#\w{6})", asked)) == themes()["dark"]


def test_an_agencys_color_is_measured_against_the_grounds_that_are_there():
    assert {name: colours["paper"] for name, colours in themes().items()} == {"light": LIGHT, "dark": DARK}
