"""Who may do what around a meeting."""

from typing import Any


def can_answer(viewer: Any, meeting: Any) -> bool:
    """Until it is over, whoever it is for says whether they come."""
    return viewer.belongs_to(meeting) and not meeting.over and not meeting.cancelled


def can_join(viewer: Any, meeting: Any, answered: str | None) -> bool:
    """Those who said yes or maybe, from 15 minutes before the start until the end."""
    return can_answer(viewer, meeting) and meeting.doors_open and answered in ("yes", "maybe")
