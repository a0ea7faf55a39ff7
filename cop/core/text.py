"""From what people type to what people read. The only place that renders Markdown and the only one that cleans.

Markdown, then bleach with a tight allow-list, then nh3 last: two independent parsers, and nothing is put in after them.
Rendered once, at writing, and kept beside its source.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from html import unescape

import bleach
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cop.core import marks

LONGEST = 20_000  # characters: cleaning is not linear in the worst cases
DEEPEST = 20  # nested lists or quotes
TAGS = set("p br hr h4 h5 h6 em strong s code pre blockquote ul ol li a table thead tbody tr th td".split())
SCHEMES = {"http", "https", "mailto", "tel"}
ATTRIBUTES = {"a": ["href"], "ol": ["start"]}
MARKED = re.compile(r"<strong>@([^<]+)</strong>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069\ufffd]")


@cache
def _markdown() -> MarkdownIt:
    options = {"html": False, "linkify": False, "maxNesting": DEEPEST, "breaks": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("image")


@cache
def _bleach() -> bleach.Cleaner:
    return bleach.Cleaner(tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES, strip=True, strip_comments=True)


def render(source: str, names: Collection[str] = ()) -> str:
    """Markdown as clean HTML. Headings begin at level 4: a page has its own above, and a reply in a topic is a heading
    of level 3, which those within it must not be heard as. `names` may be mentioned."""
    tokens, _ = _read(source, names)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 3, 6)}"
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return _clean(html)


def mentioned(source: str, names: Collection[str]) -> list[str]:
    """Those of `names` that stand after an @, each once, in order."""
    return list(_read(source, names)[1].found)


def marked(html: str) -> set[str]:
    """The names that stand out after an @ in what was rendered: to keep them so when it is rendered anew."""
    return {unescape(name) for name in MARKED.findall(html)}


def _read(source: str, names: Collection[str]) -> tuple[list[Token], marks.Called]:
    tokens, called = _markdown().parse(source[:LONGEST]), marks.Called(names)
    marks.mark(_markdown(), tokens, called)
    return tokens, called


def _clean(html: str) -> str:
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    attributes["a"].discard("rel")
    return nh3.clean(
        _bleach().clean(html),
        tags=TAGS,
        attributes=attributes,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener ugc",
        strip_comments=True,
        attribute_filter=_keep,
    )


def _keep(tag: str, name: str, value: str) -> str | None:
    """Drops `//host` links, which inherit a scheme and hide where they go, and what nh3 allows on any tag."""
    if name in {"title", "lang", "dir"} or (name == "href" and value.startswith(("//", "\\"))):
        return None
    return value


def plain(html: str) -> str:
    """The words alone, for search and summaries: never shown as HTML."""
    spaced = re.sub(r"</(p|li|h[1-6]|tr|t[dh]|blockquote|pre)>|<br ?/?>", " ", html)
    bare = nh3.clean(spaced, tags=set(), strip_comments=True)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        bare = bare.replace(entity, letter)
    return " ".join(bare.split())


def excerpt(words: str, length: int = 180) -> str:
    """The beginning, cut at a word."""
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0] + " …"


_SPANISH = frozenset(
    [
        "el",
        "la",
        "los",
        "las",
        "de",
        "que",
        "y",
        "en",
        "un",
        "una",
        "por",
        "con",
        "para",
        "no",
        "se",
        "lo",
        "es",
        "mi",
        "su",
        "al",
        "del",
        "como",
        "más",
        "pero",
        "qué",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "it",
        "that",
        "for",
        "on",
        "with",
        "as",
        "was",
        "we",
        "i",
        "my",
        "they",
        "at",
        "be",
        "not",
        "but",
        "what",
        "how",
    ]
)


def guess_language(value: str) -> str:
    """`es` or `en`, by the small words; what search needs to find a word's stem."""
    words = re.findall(r"[a-záéíóúñü]+", value.lower())[:400]
    return "es" if sum(w in _SPANISH for w in words) > sum(w in _ENGLISH for w in words) else "en"


def tidy(value: str) -> str:
    """The same text in one Unicode form and with one kind of line end."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def unreadable(value: str) -> bool:
    """Whether text holds control characters, direction overrides, or bytes that were not UTF-8."""
    return CONTROL.search(value) is not None
