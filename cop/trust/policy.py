"""Who may read a trail, and who looks after what is written."""

from typing import Any

from cop.agencies import policy as agencies
from cop.agencies.audience import PEERS, is_closed
from cop.agencies.models.membership import PEER_SUPPORTER, STEERING
from cop.core.tenancy import COMMONWEALTH
from cop.trust.models.decision import CLOSE, EDIT, HIDE, KEEP, MUTE, NOTE, PAUSE


def can_read_trail(viewer: Any, agency: Any) -> bool:
    """Those who look after an agency read its own; stewards read the Commonwealth's, and no agency's."""
    return viewer.is_steward if agency.id == 0 else agencies.can_manage(viewer, agency)


def is_free_of_supervising(viewer: Any) -> bool:
    """Whether someone is nobody's boss: what is for peers only is opened to nobody who is, whatever else they are."""
    return viewer.area is None and all(one.role == PEER_SUPPORTER for one in viewer.everywhere)


def looks_after(viewer: Any, place: Any) -> bool:
    """`place` is anything with an agency and an audience.

    An agency's spaces: its Director of Peer Support and administrators. What all agencies share: the steering
    committee and stewards. What is for peers only: of those, only who supervises nobody; an agency's own peers-only
    spaces, and all spaces for people who were invited, are looked after by such stewards, so that a flag never leads to
    anyone's boss.
    """
    if is_closed(place.audience):
        for_peers = place.agency_id == COMMONWEALTH and place.audience == PEERS
        statewide = viewer.is_steward or (for_peers and viewer.holds(STEERING))
        return bool(statewide) and is_free_of_supervising(viewer)
    if place.agency_id == COMMONWEALTH:
        return bool(viewer.is_steward or viewer.holds(STEERING))
    return place.agency_id in agencies.looked_after(viewer)


def may_reach_peers(viewer: Any) -> bool:
    """Whether what is flagged in an agency's peers-only space comes to this viewer, who is not in the agency."""
    return bool(viewer.is_steward) and is_free_of_supervising(viewer)


def looks_after_anything(viewer: Any) -> bool:
    return bool(viewer.is_steward or viewer.holds(STEERING) or agencies.looked_after(viewer))


def can_answer(viewer: Any, decision: Any, keepers: int) -> bool:
    """An appeal is answered by someone else than who decided, unless nobody else looks after the place."""
    return bool(decision.by_id != viewer.id or keepers < 2)


def offered(subject: Any, behind: Any) -> set[str]:
    """What can be decided about a post as it stands.

    A steward who looks after an agency's peers-only space keeps nobody from the agency's other spaces: its managers
    would see that something happened.
    """
    if subject.waits:
        return set()  # it is let through or sent back on a page of its own
    can = {KEEP, NOTE}
    can |= {EDIT} if subject.shown else set()
    can |= set() if subject.hidden else {HIDE}
    can |= {CLOSE} if subject.closed is False else set()
    if can_mute(behind):
        can |= {MUTE} if subject.agency_id and is_closed(subject.audience) else {MUTE, PAUSE}
    return can


def can_mute(behind: Any) -> bool:
    """Somebody must be there to be muted: not one who has left."""
    return bool(behind.author_id) or behind.hand is not None
