"""Small words for the forums' templates."""

from flask_babel import gettext as _

from cop.core import text
from cop.forums.models.post import NO_TITLE


def titled(title: str) -> str:
    return _("A topic that was taken back") if title == NO_TITLE else title


def beginning(html: str | None) -> str:
    """The first words of a post; nothing for one that was removed."""
    return text.excerpt(text.plain(html or ""))
