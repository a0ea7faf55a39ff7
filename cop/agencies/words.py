"""How roles, disciplines and areas are said."""

from collections.abc import Iterable

from babel.lists import format_list
from flask import Flask
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

ROLE_NAMES = {
    "peer_supporter": _l("Peer supporter"),
    "supervisor": _l("Peer support supervisor"),
    "administrator": _l("Administrator"),
    "director": _l("Director of Peer Support"),
    "area_director": _l("Area Director of Recovery"),
    "steering": _l("Steering committee"),
    "steward": _l("Steward"),
}
DISCIPLINE_NAMES = {
    "cps": _l("Certified Peer Specialist"),
    "rc": _l("Recovery Coach"),
    "fp": _l("Family Partner"),
}
AREA_NAMES = {
    "western": _l("Western"),
    "central": _l("Central"),
    "northeast": _l("Northeast"),
    "southeast": _l("Southeast"),
    "metro_boston": _l("Metro Boston"),
}
INVITER_NAMES = {
    "administrators": _l("Administrators and Directors of Peer Support"),
    "supervisors": _l("Supervisors too (they invite peer supporters only)"),
    "everyone": _l("Everyone here (they invite peer supporters only)"),
}
EXPERIENCE_SHOWN_TO = {
    "me": _l("Only me"),
    "agencies": _l("People of my agencies"),
    "everyone": _l("Everyone in the community"),
}
WAY_NAMES = {
    "password": _l("a password"),
    "link": _l("a link by mail"),
    "passkey": _l("a passkey"),
    "agency": _l("your agency's own sign-in"),
}
LONGEST_NAMES = {2160: _l("90 days"), 720: _l("30 days"), 168: _l("7 days"), 24: _l("1 day"), 12: _l("12 hours")}
IDLE_NAMES = {720: _l("30 days"), 168: _l("7 days"), 24: _l("1 day"), 1: _l("1 hour")}
KEEP_NAMES = {0: _l("Always"), 7: _l("7 years"), 3: _l("3 years"), 1: _l("1 year")}
COMMONWEALTH_NAME = _l("The Commonwealth")


def any_of(ways: Iterable[str]) -> str:
    """Ways to sign in as one would say them: "a password or a passkey"."""
    return str(format_list([str(WAY_NAMES[one]) for one in ways], style="or", locale=get_locale() or "en"))


def init_app(app: Flask) -> None:
    filters = {"role": ROLE_NAMES, "discipline": DISCIPLINE_NAMES, "area": AREA_NAMES}
    app.jinja_env.filters["any_of"] = any_of
    app.jinja_env.filters.update({name: words.__getitem__ for name, words in filters.items()})
