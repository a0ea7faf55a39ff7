"""Small words for the forums' templates."""

from flask_babel import gettext as _

from cop.core import text
from cop.forums.models.post import NO_TITLE
from cop.people.words import called
from cop.trust import pseudonyms

PATTERNS, COLORS = 6, 5


def titled(title: str) -> str:
    return _("A topic that was taken back") if title == NO_TITLE else title


def beginning(html: str | None) -> str:
    """The first words of a post; nothing for one that was removed."""
    return text.excerpt(text.plain(html or ""))


def by(name: str | None, hand: int | None) -> str:
    """Who wrote it, as it is shown: a person's name, or the two words of a hand."""
    return called(name or "") if hand is None else pseudonyms.called(hand)


def pattern(hand: int) -> tuple[int, int]:
    """What a hand's pattern is and its color: the number of each (forums/pseudonyms.css)."""
    return hand % PATTERNS, hand // PATTERNS % COLORS
