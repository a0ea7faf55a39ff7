"""Who may do what with an agency."""

from typing import Any

from cop.core.tenancy import COMMONWEALTH

MANAGERS = {"administrator", "director"}
INVITERS = {"administrators": MANAGERS, "supervisors": MANAGERS | {"supervisor"}, "everyone": None}


def can_enter(viewer: Any, agency: Any) -> bool:
    """Inside an agency are its own people, and nobody else: no Area Director, no steward."""
    return agency.id in viewer.agency_ids


def is_shut_out(viewer: Any, agency: Any) -> bool:
    """Whether an agency is the viewer's own and does not take the way they signed in."""
    return any(one.agency_id == agency.id for one in viewer.shut)


def can_manage(viewer: Any, agency: Any) -> bool:
    """Administrators and Directors of Peer Support look after people, settings and the trail of what was done."""
    return any(viewer.holds(role, agency.id) for role in MANAGERS)


def looked_after(viewer: Any) -> set[int]:
    """The agencies this viewer manages."""
    return {one.agency_id for one in viewer.standings if one.role in MANAGERS}


def can_see_area(viewer: Any, area_slug: str) -> bool:
    """The area's Area Director, and everyone at the agencies that serve it: those whom the words beside the composer
    name, and nobody else. The steering committee and stewards see the areas of their own agencies."""
    return (COMMONWEALTH, area_slug) in viewer.audiences


def can_invite(viewer: Any, agency: Any, settings: Any) -> bool:
    roles = INVITERS[settings.inviters]
    return viewer.may_write_to(agency.id) and (roles is None or any(viewer.holds(role, agency.id) for role in roles))


def can_give(viewer: Any, agency: Any, role: str) -> bool:
    """Nobody gives more than they look after: whoever does not manage invites peer supporters only."""
    return can_manage(viewer, agency) or role == "peer_supporter"


def can_state_experience(viewer: Any) -> bool:
    """Those who supervise peer supporters, or direct peer support, may have worked as one themselves."""
    return bool(viewer.holds("supervisor") or viewer.holds("director"))


def can_found(viewer: Any) -> bool:
    return bool(viewer.is_steward)
