"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import joinedload

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.core.db import AnyRow, AnySelect, db
from cop.core.reads import Read
from cop.core.web import find_or_404
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.people.models.person import Person

REPLIES_PER_PAGE = 20
TOPICS_PER_PAGE = 25
VOICE = (Person.name.label("author_name"), Agency.name.label("voice_name"), Agency.id.label("voice_id"))


def _with_voice(found: AnySelect, kind: Any) -> AnySelect:
    return found.join(Person, Person.id == kind.author_id).join(Agency, Agency.id == kind.voice_id)


# The two statements of the page that is read most are made once: making them took longer than running them.
TOPIC_COLUMNS = (Topic.id, Topic.agency_id, Topic.title, Topic.body_html, Topic.challenge, Topic.replies,
                 Topic.created_at, Space.slug, Space.audience, Space.name.label("space_name"))  # fmt: skip
TOPIC_SHOWN = Read(
    _with_voice(select(*TOPIC_COLUMNS, *VOICE).join(Space, Space.id == Topic.space_id), Topic)
    .where(Topic.id == bindparam("id"))
    .where(tuple_(Space.agency_id, Space.audience).in_(bindparam("audiences", expanding=True)))
)
REPLIES_SHOWN = Read(
    _with_voice(select(Reply.id, Reply.body_html, Reply.created_at, Reply.author_id, *VOICE), Reply)
    .where(Reply.topic_id == bindparam("topic_id"))
    .where(Reply.id > bindparam("after"), Reply.id <= bindparam("upto"))
    .order_by(Reply.id)
    .limit(REPLIES_PER_PAGE + 1)
)


def spaces(viewer: Viewer) -> Sequence[AnyRow]:
    """The spaces a viewer belongs to, the Commonwealth's first, with the owning agency's name. One statement."""
    found = select(Space, Agency.name.label("agency_name")).join(Agency, Agency.id == Space.agency_id)
    mine = found.where(tuple_(Space.agency_id, Space.audience).in_(viewer.audiences))
    return db.session.execute(mine.order_by(Space.agency_id, Space.position, Space.name)).all()


def find_space(viewer: Viewer, slug: str) -> Space:
    """404 for a space that does not exist or is for others."""
    return find_or_404(Space.visible_to(viewer).order_by(Space.agency_id), slug=slug)


def find_topic(viewer: Viewer, topic_id: int) -> Topic:
    """With its space. 404 for a topic that does not exist or is for others."""
    return find_or_404(Topic.visible_to(viewer).options(joinedload(Topic.space)), id=topic_id)


def show_topic(viewer: Viewer, topic_id: int) -> AnyRow | None:
    """A topic, its space and its author's voice, as the page needs them. One statement."""
    return next(iter(TOPIC_SHOWN.rows(id=topic_id, audiences=viewer.audiences)), None)


def topics(space: Space, before: int | None = None) -> Sequence[AnyRow]:
    """One page of a space's topics, the last moved first, from below `before` (a topic's id). One statement."""
    columns = (Topic.id, Topic.title, Topic.challenge, Topic.replies, Topic.moved_at, Topic.created_at)
    found = _with_voice(select(*columns, *VOICE), Topic).where(Topic.space_id == space.id)
    if before is not None:
        last = select(Topic.moved_at, Topic.id).where(Topic.id == before).subquery()
        found = found.join(last, tuple_(Topic.moved_at, Topic.id) < tuple_(last.c.moved_at, last.c.id))
    return db.session.execute(found.order_by(Topic.moved_at.desc(), Topic.id.desc()).limit(TOPICS_PER_PAGE + 1)).all()


def replies(topic_id: int, after: int | None = None, only: int | None = None) -> Sequence[AnyRow]:
    """One page of replies, oldest first, from above `after`; or the one reply `only`. One statement."""
    bounds = {"topic_id": topic_id, "after": after or 0, "upto": ids.LARGEST}
    if only is not None:
        bounds |= {"after": only - 1, "upto": only}
    return REPLIES_SHOWN.rows(**bounds)


def recent_topics(viewer: Viewer, limit: int = 5) -> Sequence[AnyRow]:
    """What moved last where this viewer may look. One statement."""
    columns = (Topic.id, Topic.title, Topic.replies, Topic.moved_at, Topic.challenge, Space.name.label("space_name"))
    found = _with_voice(select(*columns, *VOICE).join(Space, Topic.space_id == Space.id), Topic)
    mine = found.where(tuple_(Space.agency_id, Space.audience).in_(viewer.audiences))
    return db.session.execute(mine.order_by(Topic.moved_at.desc(), Topic.id.desc()).limit(limit)).all()
