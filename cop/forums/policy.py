"""Who may do what in the forums."""

from typing import Any


def can_open_topic(viewer: Any, space: Any) -> bool:
    return viewer.may_write_to(space.agency_id) and viewer.belongs_to(space)


def can_reply(viewer: Any, topic: Any) -> bool:
    return viewer.may_write_to(topic.agency_id) and viewer.belongs_to(topic)
