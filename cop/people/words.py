"""How people are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cop.people.models.person import GONE_NAME

NEED_NAMES = {
    "asl": _l("ASL interpretation"),
    "spanish": _l("Spanish interpretation"),
    "captions": _l("Live captions"),
    "large_print": _l("Large print"),
    "ahead": _l("Papers and slides ahead of time"),
    "step_free": _l("A step-free place"),
    "quiet": _l("A quiet room for a break"),
    "breaks": _l("Regular breaks"),
    "chat": _l("Writing in the chat instead of speaking"),
    "scent_free": _l("A place free of perfume and strong scents"),
}

COLLEAGUES, EVERYONE = "agencies", "everyone"  # to whom someone shows something of themself
PHOTO_SHOWN_TO = {
    COLLEAGUES: _l("People of my agencies"),
    EVERYONE: _l("Everyone who is signed in"),
}


def called(name: str) -> str:
    """A name as it is shown; whoever has left without it is called the same everywhere, in the reader's language."""
    return _("Someone who has left") if name == GONE_NAME else name
