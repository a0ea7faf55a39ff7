"""Keeping topics in order: what was done with one, by whom and when, and what of it can still be undone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from cop.agencies.audience import is_of_circle
from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.core.facts import record
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.facts import TopicArranged
from cop.forums.models.closure import Closure
from cop.forums.models.pin import TopicPin
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.people.models.person import Person
from cop.trust.policy import looks_after
from cop.trust.review.deciding import trail_of


@dataclass(frozen=True)
class Act:
    """One thing that was done with a topic. `undo` is the address that takes it back; `why` says why it has none."""

    at: datetime
    by: str  # nothing for one who is not named here, or has left
    words: str
    undo: str = ""
    why: str = ""


@dataclass(frozen=True)
class Place:
    """A topic's space, as far as the topic's page knows it."""

    agency_id: int
    audience: str

    @property
    def of_circle(self) -> bool:
        return is_of_circle(self.audience)


# What can be done adds here how it is told.
told: list[Callable[[Viewer, Topic], Iterable[Act]]] = []


def can_arrange(viewer: Viewer, space: Space) -> bool:
    """One statement."""
    return policy.can_arrange(viewer, space, looks_after(viewer, space), viewer.id in space.caretaker_ids)


def can_arrange_shown(viewer: Viewer, topic: Any, mine: Any) -> bool:
    """The same for the topic's page, from what it has read already."""
    place = Place(topic.agency_id, topic.audience)
    return policy.can_arrange(viewer, place, looks_after(viewer, place), mine.cares)


def find(viewer: Viewer, topic_id: int) -> Topic:
    """With its space. 404 for one that is not theirs to read, 403 for one that others keep in order."""
    topic = queries.find_topic(viewer, topic_id)
    require(can_arrange(viewer, topic.space))
    return topic


def find_locked(viewer: Viewer, topic_id: int) -> Topic:
    """The same, to change it: of two who do so at once the second finds what the first has made of it."""
    find(viewer, topic_id)
    db.session.execute(select(Topic.id).where(Topic.id == topic_id).with_for_update())
    db.session.expire_all()
    return find(viewer, topic_id)


def lock_spaces(*space_ids: int) -> None:
    """Always in the same order, so that two never wait for each other. After the topic."""
    found = select(Space).where(Space.id.in_(space_ids)).order_by(Space.id).with_for_update()
    db.session.scalars(found.execution_options(populate_existing=True)).all()


def acts(viewer: Viewer, topic: Topic) -> list[Act]:
    """All that was done with it, the newest first."""
    return sorted((act for tell in told for act in tell(viewer, topic)), key=lambda act: act.at, reverse=True)


def answer_for(topic: Topic, what: str) -> None:
    """On the trail, as what is done with a space is. Who looks after a circle is nobody else's to know."""
    if not is_of_circle(topic.audience):
        record(TopicArranged(trail_of(topic.agency_id, topic.audience), None, topic.id, what))


def names(*people: int | None) -> dict[int | None, str]:
    """Of those who are still known. One statement."""
    known = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all()
    return {row.id: row.name for row in known}


def closed(_viewer: Viewer, topic: Topic) -> Iterable[Act]:
    """What was decided about a post is undone by undoing that, and who decided is told there."""
    closure = Closure.of(topic.id)
    if closure is None:
        return
    if closure.decision_id is not None:
        yield Act(
            closure.at, "", _("Closed, by a decision about a post in it"), why=_("It opens again when that is undone.")
        )
    else:
        undo = url_for("closures.destroy", topic_id=topic.id)
        yield Act(closure.at, names(closure.by_id).get(closure.by_id, ""), _("Closed"), undo)


def pinned(_viewer: Viewer, topic: Topic) -> Iterable[Act]:
    pin = TopicPin.of(topic)
    if pin is not None:
        undo = url_for("pins.destroy", topic_id=topic.id)
        yield Act(pin.at, names(pin.by_id).get(pin.by_id, ""), _("Pinned"), undo)


told += [closed, pinned]
