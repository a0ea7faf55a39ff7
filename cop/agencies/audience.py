"""Audiences: who a space, a room or a resource is for, within the agency that owns it.

A thing carries its agency and one audience. A person belongs to a set of (agency, audience) pairs, worked out once for
each scope; whoever holds the pair may look. Names are stored; `describe` says them in words.
"""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from cop.agencies.models.membership import DIRECTOR, PEER_SUPPORTER, SUPERVISOR
from cop.agencies.words import AREA_NAMES
from cop.core import ids
from cop.core.tenancy import COMMONWEALTH

EVERYONE, PEERS, SUPERVISORS, DIRECTORS = "everyone", "peers", "supervisors", "directors"
CIRCLE = "circle:"  # with the circle's id: only people who were invited
AREAS = ("western", "central", "northeast", "southeast", "metro_boston")

STATEWIDE = {
    EVERYONE: _l("Everyone in the Commonwealth"),
    PEERS: _l("Peer supporters only, at every agency"),
    SUPERVISORS: _l("Supervisors only, at every agency"),
    DIRECTORS: _l("Directors of Peer Support and Area Directors only"),
    "western": _l("Everyone in the Western area"),
    "central": _l("Everyone in the Central area"),
    "northeast": _l("Everyone in the Northeast area"),
    "southeast": _l("Everyone in the Southeast area"),
    "metro_boston": _l("Everyone in the Metro Boston area"),
}
WITHIN = {
    EVERYONE: _l("Only %(agency)s"),
    PEERS: _l("Peer supporters only, at %(agency)s"),
    SUPERVISORS: _l("Supervisors only, at %(agency)s"),
    DIRECTORS: _l("Directors of Peer Support only, at %(agency)s"),
}
INVITED = _l("Only people who were invited, from any agency")
INVITED_WITHIN = _l("Only people who were invited, at %(agency)s")


AREA = _l("%(area)s: its Area Director of Recovery and the agencies there")


def of_roles(roles: Iterable[str]) -> set[str]:
    """The audiences that roles held in one place open there.

    Someone who is a peer supporter and also anything above one is not "peers only": such a space is kept free of
    those who supervise.
    """
    held = set(roles)
    opened = {EVERYONE} if held else set()
    opened |= {PEERS} if held == {PEER_SUPPORTER} else set()
    opened |= {SUPERVISORS} if SUPERVISOR in held else set()
    opened |= {DIRECTORS} if DIRECTOR in held else set()
    return opened


def of_circle(circle_id: int) -> str:
    return f"{CIRCLE}{ids.word(circle_id)}"


def circle_id(audience: str) -> int:
    """Of an audience that is one's. Raises ValueError for another."""
    return ids.number(audience.removeprefix(CIRCLE))


def is_of_circle(audience: str) -> bool:
    return audience.startswith(CIRCLE)


def is_closed(audience: str) -> bool:
    """Whether managers are not let in by their role: for peers only, or for people who were invited."""
    return audience == PEERS or is_of_circle(audience)


def is_narrower(audience: str, than: str) -> bool:
    """Whether everyone whom an audience lets in was let in before: what was written for some stays with them."""
    return audience == than or (than == EVERYONE and not is_of_circle(audience))


def describe(agency_id: int, audience: str, agency_name: str = "") -> str:
    """Who sees this, in words. Never empty: it is read out before every composer."""
    if is_of_circle(audience):
        return str(INVITED if agency_id == COMMONWEALTH else INVITED_WITHIN) % {"agency": agency_name}
    if agency_id == COMMONWEALTH:
        return str(STATEWIDE[audience])
    return str(WITHIN.get(audience, WITHIN[EVERYONE])) % {"agency": agency_name}


def of_area(area_slug: str) -> str:
    """Who sees what an agency shares with an area, in words."""
    return str(AREA) % {"area": AREA_NAMES[area_slug]}
