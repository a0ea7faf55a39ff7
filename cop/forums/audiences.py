"""For whom a person may make a space, or keep one: in words, by a short name for the form."""

from typing import Any

from cop.agencies.audience import AREAS, DIRECTORS, EVERYONE, PEERS, SUPERVISORS, describe, of_circle
from cop.agencies.models.circle import Circle
from cop.agencies.viewer import Viewer
from cop.core.tenancy import COMMONWEALTH
from cop.forums import policy
from cop.forums.models.space import Space

INVITED = "invited"
BY_ROLE = (EVERYONE, PEERS, SUPERVISORS, DIRECTORS)


def _known(agency_id: int) -> tuple[str, ...]:
    return BY_ROLE if agency_id else (*BY_ROLE, *AREAS)


def places(viewer: Viewer) -> dict[str, str]:
    """All that a viewer may make a space for: `0:everyone`, or `0:invited` for people whom they invite."""
    found: dict[str, str] = {}
    for agency_id in (COMMONWEALTH, *viewer.agency_ids):
        named = viewer.agency_name(agency_id)
        for name in _known(agency_id):
            if policy.may_give(viewer, agency_id, name):
                found[f"{agency_id}:{name}"] = describe(agency_id, name, named)
        if policy.can_invite_into(viewer, agency_id):
            found[f"{agency_id}:{INVITED}"] = describe(agency_id, of_circle(0), named)
    return found


def chosen(place: str, viewer: Viewer) -> tuple[int, str]:
    """The agency and the audience of a place that was offered; a circle begins with whoever invites."""
    agency_id, _colon, name = place.partition(":")
    return int(agency_id), Circle.begin(int(agency_id), viewer.id).audience if name == INVITED else name


def given(viewer: Viewer, space: Space) -> dict[str, str]:
    """The audiences that a space may be given by a viewer, the one it has first."""
    named = viewer.agency_name(space.agency_id)
    others = [one for one in _known(space.agency_id) if policy.may_give(viewer, space.agency_id, one)]
    own = [] if space.audience not in _known(space.agency_id) else others
    return {one: describe(space.agency_id, one, named) for one in dict.fromkeys([space.audience, *own])}


def shut_to(viewer: Any, agency_id: int) -> set[str]:
    """The audiences of a place that a viewer is not one of."""
    return {name for name in _known(agency_id) if (agency_id, name) not in viewer.audiences}


def others_only(viewer: Viewer) -> bool:
    """Whether they may make a space that they could not open themselves."""
    offered = (one.partition(":") for one in places(viewer))
    return any(name in shut_to(viewer, int(agency_id)) for agency_id, _colon, name in offered)
