"""Who may do what in the library."""

from typing import Any


def can_add(viewer: Any, agency_id: int) -> bool:
    return viewer.may_write_to(agency_id)
