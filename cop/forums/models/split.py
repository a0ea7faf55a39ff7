"""Some replies of a topic lead elsewhere, and go on as a topic of their own."""

from bisect import bisect_right
from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Mapped

from cop.core.db import Entity, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import SplitUndone, TopicSplit
from cop.forums.models.carried import Carried, Rearranged, answering, between_topics, carry, read_along
from cop.forums.models.folding import fold, settle, unfold
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.subscription import EVERY, QUIET, follow, wished
from cop.forums.models.topic import Topic


class Split(Owned, Rearranged, Entity):
    """`many` replies went on. The first of them keeps its place, from which a way leads to the new topic."""

    __tablename__ = "topic_split"
    __table_args__ = between_topics("topic_split")

    many: Mapped[int]

    @classmethod
    def make(cls, topic: Topic, replies: Sequence[Reply], by_id: int, title: str, challenge: bool) -> "Split":
        """`replies` in their order, the first opens the new topic. The topic must be locked, with its space."""
        first, *rest = replies
        new = unfold(first, topic.space, title)
        _read_less(topic, [reply.id for reply in replies])
        new.challenge = challenge
        split = cls(agency_id=topic.agency_id, topic_id=topic.id, other_id=new.id, by_id=by_id, many=len(replies))
        db.session.add(split)
        db.session.flush()
        along = Reply.id.in_([reply.id for reply in rest])
        Carried.note(split, along)
        carry(along, new)
        new.be_found()
        new.moved_at = replies[-1].created_at
        settle(new)
        settle(topic)
        _go_on_hearing(topic, new, replies)
        record(TopicSplit(topic.agency_id, topic.id, new.id, split.id))
        return split

    def undo(self, topic: Topic, new: Topic, by_id: int) -> None:
        """What was written there since comes along, and its address leads back. Safe to repeat."""
        if self.undone_at is not None:
            return
        since = (Reply.topic_id == new.id, Reply.to_id.is_(None), Reply.id.not_in(Carried.by(self)))
        newer = db.session.scalars(select(Reply.id).where(*since)).all()
        opening = fold(new, topic, "")
        answering(Reply.id.in_(newer), opening.id)
        carry(Reply.topic_id == new.id, topic)
        new.be_found()
        topic.challenge = topic.challenge or (new.challenge and new.solutions > 0)
        topic.moved_at = max(topic.moved_at, new.moved_at)
        self.end(by_id)
        settle(topic)
        settle(new)
        read_along(new, topic)
        record(SplitUndone(topic.agency_id, topic.id, new.id, self.id))

    def may_be_undone(self, topic: Topic, new: Topic) -> bool:
        """What was done later with either is undone first."""
        strayed = select(Reply.id).where(Reply.id.in_(Carried.by(self)), Reply.topic_id != new.id)
        return topic.into_id is None and new.into_id is None and db.session.scalar(strayed.limit(1)) is None


def _read_less(topic: Topic, gone: list[int]) -> None:
    """How far each had read is known in both topics: of what goes on, as much as they had read of it."""
    first, rows = gone[0], []
    db.session.execute(delete(Reading).where(Reading.topic_id == first))
    far = select(Reading).where(Reading.topic_id == topic.id, Reading.last_id >= first)
    for reading in db.session.scalars(far).all():
        many = bisect_right(gone, reading.last_id)
        rows.append({"agency_id": topic.agency_id, "topic_id": first, "person_id": reading.person_id,
                     "last_id": gone[many - 1], "seen": many - 1})  # fmt: skip
        reading.seen = max(0, reading.seen - many)
    if rows:
        db.session.execute(insert(Reading), rows)


def _go_on_hearing(topic: Topic, new: Topic, replies: Sequence[Reply]) -> None:
    """Whoever wrote what went on hears of answers there, as before, unless they wanted it quiet."""
    for person_id in {reply.author_id for reply in replies if reply.author_id is not None}:
        known = wished(person_id, topic.agency_id, topic_id=topic.id)
        if known is not None and known.level != QUIET:
            follow(person_id, topic.agency_id, EVERY, anew=False, topic_id=new.id)
