"""Who may do what in the forums."""

from typing import Any


def can_open_topic(viewer: Any, space: Any) -> bool:
    may_write = viewer.may_write_to(space.agency_id) and viewer.belongs_to(space)
    return may_write and (space.opened_by == "everyone" or looks_after(viewer, space))


def may_give(viewer: Any, agency_id: int, audience: str) -> bool:
    """Make a space for an audience: whoever looks after an agency, there; the steering committee and stewards, for all
    agencies; and an Area Director, for their area."""
    if agency_id:
        manages = viewer.holds("director", agency_id) or viewer.holds("administrator", agency_id)
        return bool(manages and viewer.may_write_to(agency_id))
    return bool(viewer.statewide & {"steering", "steward"}) or bool(viewer.area and viewer.area == audience)


def can_invite_into(viewer: Any, agency_id: int) -> bool:
    """Make a space for people whom one invites: whoever may write there."""
    return bool(viewer.may_write_to(agency_id))


def looks_after(viewer: Any, space: Any) -> bool:
    """Change what is said of it, and who may start topics there. In a space for people who were invited those do so
    who were asked to, and nobody by their role."""
    if not (viewer.belongs_to(space) and viewer.may_write_to(space.agency_id)):
        return False
    by_role = not space.of_circle and may_give(viewer, space.agency_id, space.audience)
    return by_role or viewer.id in space.caretaker_ids


def can_arrange(viewer: Any, place: Any, keeps: bool, asked_to: bool) -> bool:
    """Keep its topics in order: pin, close and move them. Whoever looks after it by their role or was `asked_to`, and
    whoever `keeps` what is written there, when they may read and write there, too."""
    by_role = not place.of_circle and may_give(viewer, place.agency_id, place.audience)
    return can_reply(viewer, place) and (by_role or keeps or asked_to)


def is_last_caretaker(viewer: Any, space: Any) -> bool:
    """Whether nobody would look after it if this person did not."""
    return list(space.caretaker_ids) == [viewer.id]


def can_take_on(viewer: Any, space: Any) -> bool:
    """Where nobody can do so by their role, anyone it is for may look after a space that nobody looks after: one of an
    agency that its managers can't read, and one for people who were invited."""
    theirs = (space.agency_id and space.audience in {"peers", "supervisors"}) or space.of_circle
    mine = theirs and viewer.belongs_to(space) and viewer.may_write_to(space.agency_id)
    return bool(mine) and not space.caretaker_ids


def can_come_in(viewer: Any, agency_id: int) -> bool:
    """By a link into a circle, with a sign-in that opens what is for a circle."""
    return bool(viewer.is_own and viewer.may_write_to(agency_id))


def can_reply(viewer: Any, topic: Any) -> bool:
    return viewer.may_write_to(topic.agency_id) and viewer.belongs_to(topic)


def can_write_aside(viewer: Any, agency: Any) -> bool:
    """In an agency's annex: whoever may read it, while the agency is not archived."""
    return bool(viewer.may_write_to(agency.agency_id))


def can_change_aside(viewer: Any, post: Any) -> bool:
    return wrote(viewer, post) and viewer.may_write_to(post.agency_id)


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


def can_ask(viewer: Any, topic: Any) -> bool:
    """Make a challenge of one's own topic; and of a challenge a topic again, while no solution was proposed."""
    return bool(topic.body_source) and not topic.solutions and can_change(viewer, topic, topic)


def can_give_back(_viewer: Any, removal: Any) -> bool:
    """Only what whoever wrote it removed, and what is still kept. What was hidden can be appealed."""
    return removal.by_id is None and removal.decision_id is None and bool(removal.body_source)


def can_propose(viewer: Any, topic: Any, post: Any) -> bool:
    """Any reply to a challenge, by anyone who may write there."""
    return topic.challenge and post is not topic and bool(post.body_source) and can_reply(viewer, topic)


def can_withdraw(viewer: Any, topic: Any, solution: Any) -> bool:
    """Whoever proposed it or asked, as long as no agency has told of trying it."""
    untried = solution.worked + solution.changed + solution.failed == 0
    mine = solution.is_by(viewer.id) or wrote(viewer, topic)
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


def can_put_back(viewer: Any, evidence: Any, removal: Any) -> bool:
    """What the agency itself removed, while it is kept. What was hidden can be appealed."""
    kept = removal is not None and removal.decision_id is None and bool(removal.verdict)
    return kept and can_take_away(viewer, evidence)


def can_take_replies(viewer: Any, topic: Any, closed: bool) -> bool:
    """A topic that was closed is read, and answered no more."""
    return not closed and can_reply(viewer, topic)


def can_share(viewer: Any, topic: Any, asked: bool) -> bool:
    """Have a challenge too: whoever may write there, but for whoever `asked`."""
    return topic.challenge and not asked and can_reply(viewer, topic)


def can_be_nameless(_viewer: Any, space: Any) -> bool:
    """Write without one's name: where the space allows it, anyone who may write there."""
    return bool(space.nameless)
