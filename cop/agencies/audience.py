"""Audiences: who a space, a room or a resource is for, within the agency that owns it.

A thing carries its agency and one audience. A person belongs to a set of (agency, audience) pairs, worked out once for
each scope; whoever holds the pair may look. Names are stored; `describe` says them in words.
"""

from collections.abc import Iterable

from flask_babel import gettext as _

from cop.agencies.models.membership import DIRECTOR, PEER_SUPPORTER, SUPERVISOR
from cop.core.tenancy import COMMONWEALTH

EVERYONE, PEERS, SUPERVISORS, DIRECTORS = "everyone", "peers", "supervisors", "directors"
AREAS = ("western", "central", "northeast", "southeast", "metro_boston")


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


def describe(agency_id: int, audience: str, agency_name: str = "") -> str:
    """Who sees this, in words. Never empty: it is read out before every composer."""
    if agency_id == COMMONWEALTH:
        return _statewide(audience)
    return {
        EVERYONE: _("Only %(agency)s", agency=agency_name),
        PEERS: _("Peer supporters only, at %(agency)s", agency=agency_name),
        SUPERVISORS: _("Supervisors only, at %(agency)s", agency=agency_name),
    }.get(audience, _("Only %(agency)s", agency=agency_name))


def _statewide(audience: str) -> str:
    return {
        EVERYONE: _("Everyone in the Commonwealth"),
        PEERS: _("Peer supporters only, at every agency"),
        SUPERVISORS: _("Supervisors only, at every agency"),
        DIRECTORS: _("Directors of Peer Support and Area Directors only"),
        "western": _("Everyone in the Western area"),
        "central": _("Everyone in the Central area"),
        "northeast": _("Everyone in the Northeast area"),
        "southeast": _("Everyone in the Southeast area"),
        "metro_boston": _("Everyone in the Metro Boston area"),
    }[audience]
