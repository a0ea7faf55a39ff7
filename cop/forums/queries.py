"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import joinedload

from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.core.db import AnyRow, db
from cop.core.reads import Read
from cop.core.web import find_or_404
from cop.forums import gone_on, own
from cop.forums.models.closure import Closure
from cop.forums.models.post import Post
from cop.forums.models.pseudonym import place
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal, Version
from cop.forums.replies_shown import REPLIES_BEFORE, REPLIES_PER_PAGE, REPLIES_SHOWN
from cop.forums.voices import with_voice
from cop.people.models.person import Person
from cop.trust import pseudonyms

NOBODY_YET = 0  # no id: what is sent to all who look on has nothing of anyone's own

STILL_HERE = Topic.into_id.is_(None)  # what went on in another topic is in no list
MINE = tuple_(Space.agency_id, Space.audience).in_(bindparam("audiences", expanding=True))

# The two statements of the page that is read most are made once: making them took longer than running them.
TOPIC_COLUMNS = (Topic.id, Topic.agency_id, Topic.title, Topic.body_html, Topic.challenge, Topic.replies,
                 Topic.created_at, Topic.version, Topic.solutions, Topic.shared, Topic.attached,
                 Topic.thanks, Topic.too, Topic.holding, Topic.tags, Topic.core_values, Topic.joined,
                 Closure.at.label("closed_at"), Removal.decision_id.is_not(None).label("hidden"),
                 Person.photo_beside(Topic.agency_id), Space.slug, Space.audience, Space.nameless,
                 Space.starter, Space.name.label("space_name"))  # fmt: skip
TOPIC_SHOWN = Read(
    own.with_own(with_voice(select(*TOPIC_COLUMNS).join(Space, Space.id == Topic.space_id), Topic))
    .add_columns(*own.OWN)
    .outerjoin(Closure, Closure.topic_id == Topic.id)
    .outerjoin(Removal, Removal.topic_id == Topic.id)
    .where(Topic.id == bindparam("id"))
    .where(MINE, STILL_HERE)
)
LINE = (Topic.id, Topic.title, Topic.challenge, Topic.solutions, Topic.replies, Topic.moved_at, Topic.tags,
        Topic.core_values, own.FRESH)  # fmt: skip
NEWEST = (Topic.moved_at.desc(), Topic.id.desc())
TOPICS_MOVED = Read(
    with_voice(
        select(*LINE, Space.starter, Space.name.label("space_name")).join(Space, Topic.space_id == Space.id), Topic
    )
    .outerjoin(Reading, own.READ_BY_ME)
    .where(MINE, STILL_HERE)
    .order_by(*NEWEST)
    .limit(bindparam("most")),
    in_order=True,
)


def recent_topics_inside(viewer: Viewer, agency_id: int, limit: int = 5) -> Sequence[AnyRow]:
    """What moved last in one agency's own spaces. One statement."""
    inside = [pair for pair in viewer.audiences if pair[0] == agency_id]
    return TOPICS_MOVED.rows(audiences=inside, most=limit, **own.me(viewer.id))


def find_space(viewer: Viewer, slug: str) -> Space:
    """404 for a space that does not exist or is for others."""
    return find_or_404(Space.visible_to(viewer).order_by(Space.agency_id), slug=slug)


def find_topic(viewer: Viewer, topic_id: int) -> Topic:
    """With its space. 404 for a topic that does not exist or is for others; one that went on in another is followed."""
    known = Topic.visible_to(viewer).options(joinedload(Topic.space)).where(Topic.id == topic_id)
    return db.session.scalars(known).first() or gone_on.follow(viewer, topic_id)


def find_post(viewer: Viewer, topic_id: int, post_id: int) -> tuple[Topic, Topic | Reply]:
    """A topic and one post of it; its own id names its opening post. 404 for what does not exist or is for others."""
    topic = find_topic(viewer, topic_id)
    if post_id == topic_id:
        return topic, topic
    here = select(Reply).where(Reply.topic_id == topic_id, Reply.into_id.is_(None), Reply.id == post_id)
    return topic, db.session.scalars(here).first() or gone_on.follow_post(viewer, topic_id, post_id)


def reply_in(topic: Topic, reply_id: int | None) -> AnyRow | None:
    """The reply's id and its source, if it is of this topic. One statement at most."""
    if reply_id is None:
        return None
    known = select(Reply.id, Reply.body_source).where(Reply.topic_id == topic.id, Reply.into_id.is_(None))
    return db.session.execute(known.where(Reply.id == reply_id)).first()


def answered(topic_id: int, reply_id: int | None) -> AnyRow | None:
    """The reply that a form answers, as the page shows it. One statement at most."""
    shown = replies(topic_id, only=reply_id) if reply_id else ()
    return shown[0] if shown else None


def show_post(topic: Topic, post: Topic | Reply) -> Any:
    """A post of a topic that was found with its space, with its author's voice. One statement."""
    if isinstance(post, Reply):
        return replies(topic.id, only=post.id)[0]
    for_anyone = own.me(NOBODY_YET) | {"id": topic.id, "audiences": [(topic.agency_id, topic.audience)], "marks": []}
    return own.apart(TOPIC_SHOWN.rows(**for_anyone)[0])[0]


def versions(post: Post) -> Sequence[Version]:
    """What it said before, the newest first. One statement."""
    return db.session.scalars(Version.of(post).order_by(Version.number.desc())).all()


def show_topic(viewer: Viewer, topic_id: int) -> tuple[Any, Any] | None:
    """A topic, its space and its author's voice, as the page needs them, and the viewer's own. One statement."""
    me = own.me(viewer.id) | {"marks": pseudonyms.marks(place(topic_id), viewer.id)}
    rows = TOPIC_SHOWN.rows(id=topic_id, audiences=viewer.audiences, **me)
    return own.apart(rows[0]) if rows else None


def replies(topic_id: int, after: int | None = None, only: int | None = None) -> Sequence[AnyRow]:
    """One page of replies, oldest first, from above `after`; or the one reply `only`. One statement."""
    bounds = {"topic_id": topic_id, "after": after or 0, "upto": ids.LARGEST}
    if only is not None:
        bounds |= {"after": only - 1, "upto": only}
    return REPLIES_SHOWN.rows(**bounds)


def replies_before(topic_id: int, reply_id: int) -> Sequence[AnyRow]:
    """One page of the replies before one, the newest first. One statement."""
    return REPLIES_BEFORE.rows(topic_id=topic_id, before=reply_id)


def page_ending_with(topic_id: int, reply_id: int) -> int | None:
    """What the page that ends with a reply begins after; None where that is the first page. One statement."""
    newest = select(Reply.id).where(Reply.topic_id == topic_id, Reply.id <= reply_id).order_by(Reply.id.desc())
    return db.session.scalar(newest.offset(REPLIES_PER_PAGE).limit(1))


def recent_topics(viewer: Viewer, limit: int = 5) -> Sequence[AnyRow]:
    """What moved last where this viewer may look. One statement."""
    return TOPICS_MOVED.rows(audiences=viewer.audiences, most=limit, **own.me(viewer.id))
