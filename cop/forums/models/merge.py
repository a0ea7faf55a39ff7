"""Two topics about the same thing become one: everything that was written in one goes on in the other."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Entity, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import MergeUndone, TopicsMerged
from cop.forums.models import pin
from cop.forums.models.carried import Carried, Rearranged, answering, between_topics, carry, read_along
from cop.forums.models.facet import MOST_TAGS, MOST_VALUES
from cop.forums.models.folding import below, fold, settle, unfold
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.split import Split
from cop.forums.models.topic import Topic


class Merge(Owned, Rearranged, Entity):
    """What the other topic was like before is kept, to be put back: when it had moved, which tags and core values came
    to it, and whether it became a challenge."""

    __tablename__ = "topic_merge"
    __table_args__ = between_topics("topic_merge")

    moved_at: Mapped[datetime] = mapped_column(Moment)
    tags: Mapped[str]
    core_values: Mapped[str]
    challenged: Mapped[bool]

    @classmethod
    def make(cls, topic: Topic, into: Topic, by_id: int) -> "Merge":
        """Both must be locked, and loaded with their spaces. Ids sort by time: all falls into its right place."""
        tags, values = _more(into.tags, topic.tags, MOST_TAGS), _more(into.core_values, topic.core_values, MOST_VALUES)
        merge = cls(agency_id=topic.agency_id, topic_id=topic.id, other_id=into.id, by_id=by_id,
                    moved_at=into.moved_at, challenged=topic.challenge and not into.challenge,
                    tags=" ".join(tags), core_values=" ".join(values))  # fmt: skip
        db.session.add(merge)
        db.session.flush()
        Carried.note(merge, Reply.topic_id == topic.id)
        opening = fold(topic, into, topic.title)
        carry(Reply.topic_id == topic.id, into)
        answering(Reply.id.in_(Carried.by(merge, Carried.direct)), opening.id)
        into.say_of(into.tags.split() + tags, into.core_values.split() + values)
        topic.be_found()
        into.challenge = into.challenge or topic.challenge
        into.moved_at = max(into.moved_at, topic.moved_at)
        settle(into)
        settle(topic)
        read_along(topic, into)
        record(TopicsMerged(topic.agency_id, topic.id, into.id, merge.id))
        return merge

    def undo(self, topic: Topic, into: Topic, by_id: int) -> None:
        """Whatever was written since stays where it was written. Safe to repeat."""
        if self.undone_at is not None:
            return
        older = below(topic)
        opening = db.session.get_one(Reply, topic.id)
        answering(Reply.id.in_(Carried.by(self, Carried.direct)), None)
        carry(Reply.id.in_(Carried.by(self)), topic)
        unfold(opening, topic.space, opening.title)
        db.session.execute(update(Topic).where(Topic.id.in_(older)).values(into_id=topic.id))
        _leave(opening)
        pin.pin_again(topic)
        if into.moved_at == topic.moved_at:
            into.moved_at = self.moved_at
        into.challenge = into.challenge and not self.challenged
        self.take_away_from(into)
        topic.be_found()
        self.end(by_id)
        settle(topic)
        settle(into)
        read_along(topic, into, back=True)
        record(MergeUndone(topic.agency_id, topic.id, into.id, self.id))

    @classmethod
    def that_brought(cls, topic_ids: Any) -> Select["Merge"]:
        """Those by which topics went on in others, and are there still."""
        return select(cls).where(cls.topic_id.in_(topic_ids), cls.undone_at.is_(None))

    def give_to(self, into: Topic) -> None:
        """The tags and core values that came along; `take_away_from` is the other way. Both are safe to repeat."""
        self.take_away_from(into)
        into.say_of(into.tags.split() + self.tags.split(), into.core_values.split() + self.core_values.split())

    def take_away_from(self, into: Topic) -> None:
        into.say_of(_fewer(into.tags, self.tags), _fewer(into.core_values, self.core_values))

    def may_be_undone(self, topic: Topic, into: Topic) -> bool:
        """What was done later with the same words is undone first; and a solution that they became stays one."""
        strayed = select(Reply.id).where(Reply.id.in_(Carried.by(self)), Reply.topic_id != into.id)
        gone = select(Reply.id).where(Reply.id.in_(Carried.by(self)), Reply.into_id.is_not(None))
        tried = select(Solution.id).where(Solution.reply_id == topic.id)
        held = any(db.session.scalar(one.limit(1)) is not None for one in (strayed, gone, tried))
        return topic.via_id == into.id and into.into_id is None and not held


def take_tags_back(topic_ids: Any) -> None:
    """For good: what came to other topics with the words of these."""
    for merge in db.session.scalars(Merge.that_brought(topic_ids)).all():
        merge.take_away_from(db.session.get_one(Topic, merge.other_id))
        merge.tags = merge.core_values = ""


def _leave(opening: Reply) -> None:
    """No reply is left behind in its place, but for what answers it since; one that a split left is there again."""
    split = db.session.scalars(select(Split).where(Split.other_id == opening.id, Split.undone_at.is_(None))).first()
    answered = db.session.scalar(select(Reply.id).where(Reply.to_id == opening.id).limit(1))
    if split is not None:
        left = db.session.get_one(Topic, split.topic_id)
        opening.topic_id = left.into_id or left.id
    elif answered is None:
        db.session.delete(opening)
    db.session.flush()


def _more(there: str, come: str, most: int) -> list[str]:
    """What comes along, as far as there is room."""
    had = there.split()
    return [one for one in come.split() if one not in had][: max(0, most - len(had))]


def _fewer(there: str, came: str) -> list[str]:
    return [one for one in there.split() if one not in came.split()]
