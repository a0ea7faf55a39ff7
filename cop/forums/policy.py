"""Who may do what in the forums."""

from typing import Any


def can_open_topic(viewer: Any, space: Any) -> bool:
    return viewer.may_write_to(space.agency_id) and viewer.belongs_to(space)


def can_reply(viewer: Any, topic: Any) -> bool:
    return viewer.may_write_to(topic.agency_id) and viewer.belongs_to(topic)


def wrote(viewer: Any, post: Any) -> bool:
    return post.author_id == viewer.id


def can_change(viewer: Any, topic: Any, post: Any) -> bool:
    """Edit it, remove it and give it back: whoever wrote it, while they may write there."""
    return wrote(viewer, post) and can_reply(viewer, topic)


def can_give_back(_viewer: Any, removal: Any) -> bool:
    """Only what whoever wrote it removed, and what is still kept."""
    return removal.by_id is None and bool(removal.body_source)
