"""Names and bare addresses in people's words, and what would make finding them slow."""

import pytest

from cop.core import text

NAMES = ["Ana Ribeiro", "Ana Ribeiro Luz", "José Núñez"]
WALLS = [
    "@Ana Ribeiro " * 10_000,
    "@" * 20_000,
    "@Ana Ribeir" * 2_000,
    "https://lantern.example/" * 900,
    "[" * 1_000_000,
    "](" * 500_000,
    "> " * 9_000 + "@Ana Ribeiro",
    "- " * 9_000,
    "1. " * 6_000 + "@Ana Ribeiro",
    "*_" * 10_000,
    "| a " * 5_000,
    "a" + "\u0301\u0489\u0336" * 6_000,
]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Thanks, @Ana Ribeiro!", "<p>Thanks, <strong>@Ana Ribeiro</strong>!</p>\n"),
        ("@ana ribeiro", "<p><strong>@ana ribeiro</strong></p>\n"),
        ("@Ana Ribeiro Luz", "<p><strong>@Ana Ribeiro Luz</strong></p>\n"),
        ("@José Núñez's", "<p><strong>@José Núñez</strong>'s</p>\n"),
        ("@Ana Ribeirobo", "<p>@Ana Ribeirobo</p>\n"),
        ("@Ben Castellano", "<p>@Ben Castellano</p>\n"),
        ("mail@Ana Ribeiro", "<p>mail@Ana Ribeiro</p>\n"),
        ("`@Ana Ribeiro`", "<p><code>@Ana Ribeiro</code></p>\n"),
        ("> @Ana Ribeiro", "<blockquote>\n<p>@Ana Ribeiro</p>\n</blockquote>\n"),
        ("\\@Ana Ribeiro", "<p><strong>@Ana Ribeiro</strong></p>\n"),
    ],
)
def test_a_name_that_may_be_mentioned_stands_out(source, shown):
    assert text.render(source, NAMES) == shown


def test_each_name_is_found_once_in_order():
    assert text.mentioned("@José Núñez and @Ana Ribeiro, @josé núñez", NAMES) == ["José Núñez", "Ana Ribeiro"]
    assert text.mentioned("@Ana Ribeiro", []) == []


def test_a_name_that_holds_html_stays_words():
    assert text.render("@Bo <b>", ["Bo <b>"]) == "<p><strong>@Bo &lt;b&gt;</strong></p>\n"


def test_a_bare_address_becomes_a_link_and_keeps_the_end_of_its_sentence_out():
    marked = 'rel="nofollow noopener ugc"'
    assert text.render("(see https://lantern.example/topics/a_b_c).") == (
        f'<p>(see <a href="https://lantern.example/topics/a_b_c" {marked}>https://lantern.example/topics/a_b_c</a>).</p>\n'
    )
    assert text.render("`https://lantern.example/x`") == "<p><code>https://lantern.example/x</code></p>\n"
    assert text.render("javascript://lantern.example/x") == "<p>javascript://lantern.example/x</p>\n"


@pytest.mark.parametrize("wall", WALLS, ids=range(len(WALLS)))
def test_walls_of_anything_are_cut_before_they_are_looked_at(wall):
    """As many names as a large agency has. What comes out is in proportion to what is looked at."""
    names = [*NAMES, *(f"An{number} Okafor" for number in range(2_000))]
    assert len(text.render(wall, names)) < 20 * text.LONGEST
