"""Who may read a trail."""

from typing import Any

from cop.agencies import policy as agencies


def can_read_trail(viewer: Any, agency: Any) -> bool:
    """Those who look after an agency read its own; stewards read the Commonwealth's, and no agency's."""
    return viewer.is_steward if agency.id == 0 else agencies.can_manage(viewer, agency)
