"""Who may do what in the forums."""

from typing import Any


def can_open_topic(viewer: Any, space: Any) -> bool:
    return viewer.may_write_to(space.agency_id) and viewer.belongs_to(space)


def can_reply(viewer: Any, topic: Any) -> bool:
    return viewer.may_write_to(topic.agency_id) and viewer.belongs_to(topic)


def wrote(viewer: Any, post: Any) -> bool:
    return bool(post.is_by(viewer.id))


def may_tell_reading(viewer: Any, post: Any) -> bool:
    """Whether a row may say that this viewer read just this post. Who wrote it without a name is its first reader."""
    return post.author_id == viewer.id or not wrote(viewer, post)


def can_be_kind(viewer: Any, topic: Any, post: Any) -> bool:
    """Say thanks, me too, or holding this with you: to what somebody else wrote, and did not take back."""
    return bool(post.body_source) and not wrote(viewer, post) and can_reply(viewer, topic)


def can_change(viewer: Any, topic: Any, post: Any) -> bool:
    """Edit it, remove it and give it back: whoever wrote it, while they may write there."""
    return wrote(viewer, post) and can_reply(viewer, topic)


def can_give_back(_viewer: Any, removal: Any) -> bool:
    """Only what whoever wrote it removed, and what is still kept. What was hidden can be appealed."""
    return removal.by_id is None and removal.decision_id is None and bool(removal.body_source)


def can_propose(viewer: Any, topic: Any, post: Any) -> bool:
    """Any reply to a challenge, by anyone who may write there."""
    return topic.challenge and post is not topic and bool(post.body_source) and can_reply(viewer, topic)


def can_withdraw(viewer: Any, topic: Any, solution: Any) -> bool:
    """Whoever proposed it or asked, as long as no agency has told of trying it."""
    untried = solution.worked + solution.changed + solution.failed == 0
    mine = viewer.id == solution.by_id or wrote(viewer, topic)
    return untried and mine and can_reply(viewer, topic)


def tellers(viewer: Any, topic: Any) -> list[Any]:
    """The agencies for which a person may say what was found: their own; inside an agency, that one alone."""
    if not can_reply(viewer, topic):
        return []
    mine = {one.agency_id: one for one in viewer.standings if viewer.may_write_to(one.agency_id)}
    return [one for agency_id, one in mine.items() if topic.agency_id in {0, agency_id}]


def can_take_away(viewer: Any, evidence: Any) -> bool:
    """Whoever told it, and those who look after the agency it speaks for."""
    looks_after = viewer.holds("director", evidence.voice_id) or viewer.holds("administrator", evidence.voice_id)
    return viewer.may_write_to(evidence.voice_id) and (evidence.by_id == viewer.id or looks_after)


def can_take_replies(viewer: Any, topic: Any, closed: bool) -> bool:
    """A topic that was closed is read, and answered no more."""
    return not closed and can_reply(viewer, topic)


def can_share(viewer: Any, topic: Any, asked: bool) -> bool:
    """Have a challenge too: whoever may write there, but for whoever `asked`."""
    return topic.challenge and not asked and can_reply(viewer, topic)


def can_be_nameless(_viewer: Any, space: Any) -> bool:
    """Write without one's name: where the space allows it, anyone who may write there."""
    return bool(space.nameless)
