"""Small words for the forums' templates."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cop.core import text
from cop.forums.models.kindness import HOLDING, THANKS, TOO
from cop.forums.models.post import NO_TITLE

KIND_WORDS = {THANKS: _l("Thanks"), TOO: _l("Me too"), HOLDING: _l("Holding this with you")}


def titled(title: str) -> str:
    return _("A topic that was taken back") if title == NO_TITLE else title


def beginning(html: str | None) -> str:
    """The first words of a post; nothing for one that was removed."""
    return text.excerpt(text.plain(html or ""))
