"""Who may do what with an agency."""

from typing import Any


def can_enter(viewer: Any, agency: Any) -> bool:
    """Inside an agency are its own people, and nobody else: no Area Director, no steward."""
    return agency.id in viewer.agency_ids
