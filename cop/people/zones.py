"""Time zones to choose from: those of the United States in words, and all others by the name of their place."""

from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

AMERICAN = {
    "America/New_York": _l("Eastern Time"),
    "America/Chicago": _l("Central Time"),
    "America/Denver": _l("Mountain Time"),
    "America/Phoenix": _l("Arizona"),
    "America/Los_Angeles": _l("Pacific Time"),
    "America/Anchorage": _l("Alaska"),
    "Pacific/Honolulu": _l("Hawaii"),
    "America/Puerto_Rico": _l("Puerto Rico"),
}
PLACES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def choices() -> list[SelectChoice]:
    """By group. The empty one is the house's own."""
    others = sorted(name for name in available_timezones() if name.startswith(PLACES) and name not in AMERICAN)
    here = SelectChoice("", _("As Lantern itself"), optgroup=_("Most people here"))
    american = [SelectChoice(name, words, optgroup=_("United States")) for name, words in AMERICAN.items()]
    return [here, *american, *(SelectChoice(name, name.replace("_", " "), optgroup=_("All others")) for name in others)]
