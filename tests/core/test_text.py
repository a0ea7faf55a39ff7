import re
from html.parser import HTMLParser

import pytest

from cop.core import text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://elsewhere.example/pixel.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:123)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<svg/onload=alert(1)>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<style>body{display:none}</style>",
    "<a href='x' hx-get='/sign-out' data-x='y' id='z' class='w' style='q'>x</a>",
    "`<script>` and [y](//elsewhere.example)",
    "<iframe src='https://elsewhere.example'></iframe>",
    '"><body onpageshow=alert(1)>',
]


class Seen(HTMLParser):
    """Every tag and attribute a browser would act on."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("clean", [text.render, text._clean])
@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_survives(source, clean):
    """As Markdown, and as raw HTML in case it ever reached the cleaner."""
    seen = Seen(clean(source))
    assert seen.tags <= text.TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "rel", "start"}
    for name, value in seen.attributes:
        assert name != "href" or value.startswith(("https://", "http://", "mailto:", "tel:", "x"))


def test_markdown_becomes_what_people_expect():
    html = text.render("# Big\n\n**bold** and *soft*\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    for part in ("<h4>Big</h4>", "<strong>bold</strong>", "<em>soft</em>", "<li>one</li>", "<td>1</td>"):
        assert part in html


def test_a_link_is_marked_as_coming_from_a_person():
    assert text.render("[us](https://lantern.example/x)") == (
        '<p><a href="https://lantern.example/x" rel="nofollow noopener ugc">us</a></p>\n'
    )


def test_deep_nesting_and_walls_of_brackets_end_quickly():
    assert len(text.render("> " * 5000 + "deep")) < 200_000
    assert text.render("[" * 20_000)
    assert text.render("*a **b " * 2500)


def test_plain_text_for_search_keeps_words_apart():
    assert text.plain(text.render("One\n\n- two & three\n- <four>")) == "One two & three <four>"


def test_an_excerpt_ends_at_a_word():
    assert text.excerpt("one two three", 9) == "one two …"
    assert text.excerpt("short", 9) == "short"


@pytest.mark.parametrize("bad", ["\x00", "a\u202eb", "\ufffd", "\x1b[31m"])
def test_what_cannot_be_shown_is_noticed(bad):
    assert text.unreadable(bad)
    assert not text.unreadable("ordinary: ñ, 🏮,\na line and\ta tab")


def test_the_language_is_guessed_from_small_words():
    assert text.guess_language("¿Cómo hablan con el equipo de los viernes?") == "es"
    assert text.guess_language("How do you talk with the team on Fridays?") == "en"


def test_headings_begin_below_those_of_replies():
    html = text.render("# One\n\n## Two\n\n### Three\n\n#### Four\n\nFive\n====")
    assert re.findall(r"<(h\d)>(\w+)</\1>", html) == [
        ("h4", "One"), ("h5", "Two"), ("h6", "Three"), ("h6", "Four"), ("h4", "Five"),
    ]  # fmt: skip
