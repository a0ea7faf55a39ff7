"""Who may do what around a meeting."""

from collections.abc import Iterable
from typing import Any


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
