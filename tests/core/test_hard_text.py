"""Text that is made to be hard: work grows as the text does, and what comes out stays small. Counted, not timed."""

import sys
from string import ascii_lowercase

import pytest

from cop.core import text
from cop.forums.models.facet import plain_tag

# What is said again and again, until it is long enough.
ATOMS = (
    "[", "](", "[a](", "![a](b)", "[[]", "> ", "- ", "  - ", "1. ", "*a ", "*a_b", "*_", "**a", "~~a", "`a", "<", "<a ",
    "<!--", "&", "&amp;", "&#", "|a", "\\", "a\n=\n", "---\n", "[a]: b\n", "http://a ", "http:", "@", "@Ana ",
    "h\u0336", "\n", "\t", "ﷺ", "👩‍👩‍👧‍👦", "\u200b",
)  # fmt: skip
SHORT, FEW = 700, 20
NAMES = [f"Ana {one}{other}" for one in ascii_lowercase for other in ascii_lowercase]


def work(source, names=()):
    """How many functions are called to render it."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        text.render(source, names)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("atom", ATOMS)
def test_twice_as_much_text_is_about_twice_the_work(atom):
    text.render("Warm")
    short, long = (work((atom * length)[:length]) for length in (SHORT, 2 * SHORT))
    assert long < 2.6 * short + 2000


@pytest.mark.parametrize("atom", ATOMS)
def test_however_hard_it_is_what_comes_out_is_not_many_times_as_long(atom):
    assert len(text.render((atom * text.LONGEST)[: text.LONGEST], NAMES[:FEW])) < 12 * text.LONGEST


@pytest.mark.parametrize(("mark", "tag"), [("> ", "<blockquote>"), ("- ", "<ul>"), ("1. ", "<ol>"), ("> - ", "<ul>")])
def test_quotes_and_lists_are_nested_only_so_deep(mark, tag):
    assert text.render(mark * 500 + "deep").count(tag) <= text.DEEPEST


def test_thousands_of_mentions_cost_the_same_whether_few_can_be_mentioned_or_many():
    mentions = "@Ana zz " * 100
    assert work(mentions, NAMES) < 1.3 * work(mentions, NAMES[-FEW:]) + 4 * len(NAMES)


def test_a_name_is_found_in_any_letters_and_the_longest_first():
    html = text.render(
        "@ANA RIBEIRO LUZ, @ana ribeiro. @Ana Ribeiros, @Straße", ["Ana Ribeiro", "Ana Ribeiro Luz", "Straße"]
    )
    assert html.count("<strong>") == 3
    assert "<strong>@ANA RIBEIRO LUZ</strong>" in html


@pytest.mark.parametrize("typed", ["h" + "\u0336" * 500, "[" * 500, "\u0301" * 40, "ﷺ" * 60])
def test_a_tag_made_of_marks_is_letters_or_nothing(typed):
    assert not set(plain_tag(typed)) & set("[\u0336\u0301\n ")
