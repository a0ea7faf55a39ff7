"""How roles, disciplines and areas are said."""

from flask import Flask
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
COMMONWEALTH_NAME = _l("The Commonwealth")


def init_app(app: Flask) -> None:
    filters = {"role": ROLE_NAMES, "discipline": DISCIPLINE_NAMES, "area": AREA_NAMES}
    app.jinja_env.filters.update({name: words.__getitem__ for name, words in filters.items()})
