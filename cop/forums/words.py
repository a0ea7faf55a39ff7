"""Small words for the forums' templates."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cop.core import text
from cop.forums.models.kindness import HOLDING, THANKS, TOO
from cop.forums.models.post import NO_TITLE
from cop.people.words import called
from cop.trust import pseudonyms

PATTERNS, COLORS = 6, 5
FOR_OTHERS = _l(
    "While you wrote, it was changed who reads this. Please look at it, and send it again if it is still right."
)
QUOTED = 600  # characters of a post that are quoted unless some of it was chosen

KIND_WORDS = {THANKS: _l("Thanks"), TOO: _l("Me too"), HOLDING: _l("Holding this with you")}


def titled(title: str) -> str:
    return _("A topic whose words are gone") if title == NO_TITLE else title


def beginning(html: str | None) -> str:
    """The first words of a post; nothing for one that was removed."""
    return text.excerpt(text.plain(html or ""))


def by(name: str | None, hand: int | None) -> str:
    """Who wrote it, as it is shown: a person's name, or the two words of a hand."""
    return called(name or "") if hand is None else pseudonyms.called(hand)


def pattern(hand: int) -> tuple[int, int]:
    """What a hand's pattern is and its color: the number of each (forums/pseudonyms.css)."""
    return hand % PATTERNS, hand // PATTERNS % COLORS


def of_post(files: Iterable[Any], post_id: int) -> tuple[Any, ...]:
    """Those of a page's pictures and files that go with one post."""
    return tuple(one for one in files if one.post_id == post_id)


def quoted(name: str, source: str) -> str:
    """A post, or its beginning, as lines that quote it, with who wrote it."""
    words = _("%(name)s wrote:", name=name) + "\n\n" + text.excerpt(source.strip(), QUOTED)
    return "".join(f"> {line}".rstrip() + "\n" for line in words.split("\n")) + "\n"
