"""How people are called."""

from flask_babel import gettext as _

from cop.people.models.person import GONE_NAME


def called(name: str) -> str:
    """A name as it is shown; whoever has left without it is called the same everywhere, in the reader's language."""
    return _("Someone who has left") if name == GONE_NAME else name
