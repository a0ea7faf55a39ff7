"""Reads for moving a topic: where it may go, where it came from, and whether it may go back."""

from collections.abc import Iterable, Sequence

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select, tuple_

from cop.agencies.audience import describe, is_narrower
from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.core.db import AnyRow, db
from cop.forums import arranging, policy
from cop.forums.arranging import Act
from cop.forums.models.move import TopicMove
from cop.forums.models.space import Caretaker, Space
from cop.forums.models.topic import Topic
from cop.forums.starters import name_in_words
from cop.trust.policy import looks_after


def targets(viewer: Viewer, topic: Topic) -> Sequence[Space]:
    """The spaces a viewer may move it to: in the same place, kept in order by them, too, and for nobody who could not
    read it before. Two statements."""
    asked = set(db.session.scalars(select(Caretaker.space_id).where(Caretaker.person_id == viewer.id)))
    others = Space.visible_to(viewer).where(Space.agency_id == topic.agency_id, Space.id != topic.space_id)
    return [
        one
        for one in db.session.scalars(others.order_by(Space.position, Space.name))
        if is_narrower(one.audience, than=topic.audience)
        and policy.can_arrange(viewer, one, looks_after(viewer, one), one.id in asked)
    ]


def in_words(viewer: Viewer, spaces: Sequence[Space]) -> dict[str, str]:
    """Each by the word of its id: what it is called, and who sees it."""
    return {
        ids.word(one.id): f"{name_in_words(one.name, one.starter)} · "
        + describe(one.agency_id, one.audience, viewer.agency_name(one.agency_id))
        for one in spaces
    }


def came_from(viewer: Viewer, topic_id: int) -> AnyRow | None:
    """The space it was in before, for those who may read that one, too. One statement."""
    held = select(TopicMove.from_space_id).where(TopicMove.topic_id == topic_id, TopicMove.undone_at.is_(None))
    last = held.order_by(TopicMove.id.desc()).limit(1).scalar_subquery()
    seen = tuple_(Space.agency_id, Space.audience).in_(viewer.audiences)
    return db.session.execute(select(Space.name, Space.starter).where(Space.id == last, seen)).first()


def space_before(viewer: Viewer, move: TopicMove) -> Space | None:
    """Where it would go back to, if the viewer keeps that in order, too."""
    found = db.session.scalars(Space.visible_to(viewer).where(Space.id == move.from_space_id)).first()
    return found if found is not None and arranging.can_arrange(viewer, found) else None


def moved(viewer: Viewer, topic: Topic) -> Iterable[Act]:
    """Every time, undone or not. A space that the viewer can't read has no name here."""
    moves = db.session.scalars(select(TopicMove).where(TopicMove.topic_id == topic.id)).all()
    if not moves:
        return
    seen = {one.id: name_in_words(one.name, one.starter) for one in db.session.scalars(Space.visible_to(viewer))}
    people = arranging.names(*(person for one in moves for person in (one.by_id, one.undone_by_id)))
    hidden = _("a space that is not open to you")
    for one in moves:
        words = _("Moved from %(one)s to %(other)s", one=seen.get(one.from_space_id, hidden),
                  other=seen.get(one.to_space_id, hidden))  # fmt: skip
        undo, why = _way_back(viewer, topic, one) if one.undone_at is None else ("", _undone(one, people))
        yield Act(one.at, people.get(one.by_id, ""), words, undo, why)


def _undone(move: TopicMove, people: dict[int | None, str]) -> str:
    by, day = people.get(move.undone_by_id), format_date(move.undone_at)
    return _("Undone by %(name)s on %(day)s", name=by, day=day) if by else _("Undone on %(day)s", day=day)


def _way_back(viewer: Viewer, topic: Topic, move: TopicMove) -> tuple[str, str]:
    """The address that undoes it; or why there is none."""
    if move is not TopicMove.last(topic.id):
        return "", _("It was moved again since. Undo that first.")
    back = space_before(viewer, move)
    if back is None:
        return "", _("Only those who look after the space it came from can undo this.")
    if not move.may_go_back(topic, back):
        return "", _("More people could read it there, and someone has written since for those who read it here.")
    return url_for("moves.destroy", topic_id=topic.id, move_id=move.id), ""


arranging.told.append(moved)
