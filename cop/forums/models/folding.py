"""Words that go from a topic's opening post to a reply, or from a reply to an opening post, and keep their id.

Whatever names them by that id, a flag, a decision, a link, stays true. One id has two rows then, a topic's and a
reply's, of which one says something: the other keeps its place, and leads to where the words are read (`into_id`).
Merging and splitting topics, and undoing either, is made of this; and none of it is for words without a name, because a
hand belongs to one topic (see cop.trust.pseudonyms).
"""

from typing import Any

from sqlalchemy import func, select, update

from cop.core.db import db
from cop.forums.models.attachment import Attachment
from cop.forums.models.kindness import Kindness
from cop.forums.models.mention import Mention
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic, said_of
from cop.forums.models.version import Removal, Version

LEFT: dict[str, Any] = {"body_source": "", "body_html": "", "attached": 0, "thanks": 0, "too": 0, "holding": 0}
WORDS = (*LEFT, "version", "edited_at")
HANGING: tuple[Any, ...] = (Version, Removal, Attachment, Mention)


def fold(topic: Topic, into: Topic, title: str) -> Reply:
    """Its opening words become a reply in another topic, and its old address leads there."""
    reply = db.session.get(Reply, topic.id) or Reply(**_same(topic))
    reply.topic_id, reply.into_id, reply.title = into.id, None, title
    db.session.add(reply)
    _hand_over(topic, reply)
    db.session.execute(update(Topic).where(Topic.into_id == topic.id).values(into_id=into.id))
    topic.via_id = topic.into_id = into.id
    topic.space.topics = Space.topics - 1
    return reply


def unfold(reply: Reply, space: Space, title: str) -> Topic:
    """A reply's words open a topic: the one that they opened before, or a new one. The reply keeps its place."""
    topic = db.session.get(Topic, reply.id) or Topic(**_same(reply), space=space)
    topic.title, topic.into_id, topic.via_id, topic.space = title, None, None, space
    db.session.add(topic)
    db.session.flush()
    reply.into_id, reply.title = reply.id, ""
    _hand_over(reply, topic)
    space.topics = Space.topics + 1
    return topic


def _same(post: Topic | Reply) -> dict[str, Any]:
    return LEFT | {name: getattr(post, name) for name in ("id", "agency_id", "author_id", "voice_id", "created_at")}


def _hand_over(giver: Topic | Reply, taker: Topic | Reply) -> None:
    """All that someone wrote, with what hangs on it; who wrote it and when is known to both."""
    for name in WORDS:
        setattr(taker, name, getattr(giver, name))
    for name, nothing in LEFT.items():
        setattr(giver, name, nothing)
    db.session.flush()
    named = {f"{giver.kind}_id": None} | taker.named
    for kind in HANGING:
        db.session.execute(update(kind).where(kind.is_of(giver)).values(**named))
    said = {"topic_id": taker.in_topic, "reply_id": None if isinstance(taker, Topic) else taker.id}
    db.session.execute(update(Kindness).where(Kindness.post_id == taker.id).values(**said))


def settle(topic: Topic) -> None:
    """What is said of its replies follows those that are in it now, and it is counted anew."""
    db.session.flush()
    here = select(Reply.id).where(Reply.topic_id == topic.id)
    kinds: tuple[Any, ...] = (Solution, Kindness)
    for kind in kinds:
        strayed = (kind.reply_id.in_(here), kind.topic_id != topic.id)
        db.session.execute(update(kind).where(*strayed).values(topic_id=topic.id))
    topic.replies = _many(Reply.id, Reply.topic_id == topic.id, Reply.into_id.is_(None))
    Solution.count_in(topic)
    topic.challenge = topic.challenge or topic.solutions > 0
    topic.joined = _many(Topic.id, Topic.into_id == topic.id)
    if topic.into_id is None:
        topic.shared = _many(SharedChallenge.person_id.distinct(), said_of(SharedChallenge.topic_id, topic.id))
    db.session.flush()


def _many(what: Any, *which: Any) -> int:
    return db.session.scalar(select(func.count(what)).where(*which)) or 0


def below(topic: Topic) -> list[int]:
    """The topics that had gone on in one before it went on itself: they go wherever it goes."""
    found, last = [], [topic.id]
    while last:
        before = select(Topic.id).where(Topic.via_id.in_(last), Topic.into_id == topic.into_id)
        last = list(db.session.scalars(before))
        found += last
    return found
