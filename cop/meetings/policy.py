"""Who may do what around a meeting."""

from collections.abc import Iterable
from typing import Any

ACT_FOR_ANYONE = frozenset({"steering", "steward"})  # the steering committee organizes the rotation


def can_answer(viewer: Any, meeting: Any) -> bool:
    """Until it is over, whoever it is for says whether they come."""
    return viewer.belongs_to(meeting) and not meeting.over and not meeting.cancelled


def can_join(viewer: Any, meeting: Any, answered: str | None) -> bool:
    """Those who said yes or maybe, from 15 minutes before the start until the end."""
    return can_answer(viewer, meeting) and meeting.doors_open and answered in ("yes", "maybe")


def can_read_needs(viewer: Any, hosts: Iterable[Any]) -> bool:
    """Those who host the meeting now: they accepted, and are still what made them hosts in the area that leads.

    When another area takes a turn over, whoever hosted before reads nothing more.
    """
    return any(
        host.person_id == viewer.id
        and host.leads
        and (viewer.holds("director", host.agency_id) if host.agency_id else viewer.holds("area_director"))
        for host in hosts
    )


def directs(viewer: Any, area: str) -> bool:
    """Whether someone is the Area Director of Recovery there."""
    return bool(viewer.area == area and viewer.holds("area_director"))


def acts_for(viewer: Any, area: str) -> bool:
    """Say something for an area: its director, or someone of the steering committee on its behalf, shown as such."""
    return directs(viewer, area) or bool(viewer.statewide & ACT_FOR_ANYONE)


def can_propose_change(viewer: Any) -> bool:
    """To any turn: an Area Director, who may offer to cover another's, and the steering committee."""
    return bool(viewer.area) or bool(viewer.statewide & ACT_FOR_ANYONE)


def may_say(viewer: Any, proposal: Any) -> list[str]:
    """The areas for which someone may still agree to a proposal, or not."""
    return [area for area in proposal.missing if acts_for(viewer, area)] if proposal.open else []


def can_withdraw(viewer: Any, proposal: Any) -> bool:
    return bool(proposal.open and proposal.by_id == viewer.id)


def can_ask_host(viewer: Any, turn: Any) -> bool:
    """Whoever acts for the area that leads a turn."""
    return acts_for(viewer, turn.lead.area) and not turn.lead.cancelled


def can_host_as(viewer: Any, turn: Any, voice_id: int) -> bool:
    """Take a seat, or say no to it. The Area Director's: they, or the steering committee on their behalf. An agency's:
    its Director of Peer Support, or an administrator on theirs."""
    if turn.lead.cancelled:
        return False
    if voice_id == 0:
        return acts_for(viewer, turn.lead.area)
    return bool(viewer.holds("director", voice_id) or viewer.holds("administrator", voice_id))


def can_step_down(viewer: Any, host: Any) -> bool:
    """Whoever hosts; and who may say so on their behalf."""
    if host.person_id == viewer.id:
        return True
    if host.voice_id == 0:
        return bool(viewer.statewide & ACT_FOR_ANYONE)
    return bool(viewer.holds("director", host.voice_id) or viewer.holds("administrator", host.voice_id))


def can_set_order(viewer: Any) -> bool:
    return bool(viewer.statewide & ACT_FOR_ANYONE)
