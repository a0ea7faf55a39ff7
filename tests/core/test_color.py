"""Contrast as WCAG 2 works it out, and the nearest shade that can be read."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.core.color import BLACK, DARK, ENOUGH, LIGHT, WHITE, contrast, luminance, mixed, parts, ratio, readable, tidy

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ("#777777", WHITE, 4.48),  # the well-known grays on either side of enough
        ("#767676", WHITE, 4.54),
        ("#ff0000", WHITE, 4.0),
        ("#0000ff", WHITE, 8.59),
        ("#00ff00", BLACK, 15.3),
    ],
)
def test_contrast_is_what_others_work_out(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.006)


def test_a_ratio_is_said_as_no_more_than_it_is():
    assert [ratio(one, WHITE) for one in ("#777777", "#767676", BLACK)] == ["4.47", "4.54", "21.00"]


def test_luminance_goes_from_black_to_white():
    assert (luminance(BLACK), luminance(WHITE)) == (0, pytest.approx(1))


@pytest.mark.parametrize(
    ("typed", "color"),
    [("#1F6F5C", "#1f6f5c"), (" 1f6f5c ", "#1f6f5c"), ("#abc", "#aabbcc"), ("abc", "#aabbcc")],
)
def test_a_color_may_be_typed_in_several_ways(typed, color):
    assert tidy(typed) == color


@pytest.mark.parametrize(
    "typed",
    ["", "#", "red", "red;}", "#12345", "#1234567", "##123456", "#12345g", "#１２３456", "rgb(0,0,0)", "#123456\n}"],
)
def test_what_is_no_color_is_none(typed):
    assert tidy(typed) is None


@given(COLORS, st.sampled_from([LIGHT, DARK, WHITE, BLACK]))
def test_the_shade_can_be_read_and_the_one_before_it_can_not(color, ground):
    shade = readable(color, ground)
    assert contrast(shade, ground) >= ENOUGH
    assert (shade == color) == (contrast(color, ground) >= ENOUGH)
    assert readable(shade, ground) == shade


@given(COLORS, st.sampled_from([LIGHT, DARK]))
def test_no_step_that_is_nearer_can_be_read(color, ground):
    steps = [mixed(color, BLACK if ground == LIGHT else WHITE, step) for step in range(257)]
    at = steps.index(readable(color, ground))
    assert all(contrast(shade, ground) < ENOUGH for shade in steps[:at])


@given(COLORS, st.sampled_from([LIGHT, DARK]))
def test_the_hue_stays(color, ground):
    """As near as whole numbers allow: where a shade still has color in it, its hue is the same."""
    shade = readable(color, ground)
    spread = max(parts(shade)) - min(parts(shade))
    hues = [colorsys.rgb_to_hls(*(part / 255 for part in parts(one)))[0] for one in (color, shade)]
    apart = abs(hues[0] - hues[1])
    assert spread == 0 or min(apart, 1 - apart) <= 1 / 3 / spread + 1e-9


@given(COLORS)
def test_what_is_dark_enough_for_paper_gets_a_lighter_shade_for_the_night(color):
    light = readable(color)
    assert luminance(readable(light, DARK)) >= luminance(light)
