"""A reply: one voice in a topic, in one flat line."""

from collections.abc import Collection

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.along import NOTHING, Along
from cop.forums.facts import ReplyWritten
from cop.forums.models.post import Thanked, signed
from cop.forums.models.post_in_topic import PostInTopic
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.topic import GONE, Topic, voice_in
from cop.trust import pseudonyms


class Reply(Owned, Thanked, PostInTopic, Entity):
    """`title` is what it was called when it opened a topic of its own; "" for any other.

    `into_id` is the topic that it opens since it went on (see cop.forums.models.folding): then it says nothing here any
    more, and keeps the place from which a way leads there.
    """

    __tablename__ = "reply"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_reply_topic"),
        ForeignKeyConstraint(["agency_id", "to_id"], ["reply.agency_id", "reply.id"], name="fk_reply_to"),
        ForeignKeyConstraint(["agency_id", "into_id"], ["topic.agency_id", "topic.id"], name="fk_reply_into"),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        *signed("reply"),
        Index("ix_reply_into", "into_id", **GONE),
        Index("ix_reply_topic", "topic_id", "id"),
    )

    kind = "reply"
    hand: Mapped[int | None]
    topic_id: Mapped[int] = mapped_column(Id)
    to_id: Mapped[int | None] = mapped_column(Id)  # the reply it answers, if it is not the topic itself
    title: Mapped[str] = mapped_column(default="")
    into_id: Mapped[int | None] = mapped_column(Id)

    @property
    def in_topic(self) -> int:
        return self.topic_id

    @property
    def heading(self) -> str:
        return self.title

    def head(self, title: str) -> None:
        """Of one that opened a topic: that is called the same, as what an agency says aside under it shows."""
        if self.title and title:
            self.title = db.session.get_one(Topic, self.id).title = title

    @property
    def opened(self) -> Topic | None:
        """The topic that it opened, before that went on where this is read."""
        return db.session.get(Topic, self.id) if self.title else None

    @property
    def about(self) -> dict[str, str]:
        return {} if self.opened is None else self.opened.about

    def say_of(self, tags: Collection[str] = (), values: Collection[str] = ()) -> None:
        if self.opened is not None:
            self.opened.say_of(tags, values)

    @classmethod
    def write_in(cls, topic: Topic, by: Viewer, body: str, once: int | None, to: int | None = None,
                 nameless: bool = False, along: Along = NOTHING) -> "Reply":  # fmt: skip
        """A new reply; the same one again when this form was already sent. `to` is a reply of the same topic."""
        if (already := cls.already(by.id, once, nameless)) is not None:
            return already
        reply = cls(agency_id=topic.agency_id, topic_id=topic.id, to_id=to, once=once)
        if nameless:
            reply.hand, reply.voice_id = Pseudonym.take(topic.agency_id, topic.id, by.id), topic.agency_id
            reply.id = pseudonyms.new_id(clock.now(), after=cls.last_in(topic.id))
            reply.created_at, reply.once = reply.moment(), pseudonyms.unclocked(once)
        else:
            reply.author_id, reply.voice_id = by.id, voice_in(topic.agency_id, by)
        reply.write(body, along.names)
        topic.replies = Topic.replies + 1
        topic.moved_at = max(topic.moved_at, reply.moment())
        db.session.add(reply)
        db.session.flush()
        reply.bring(along)
        record(ReplyWritten(topic.agency_id, topic.id, reply.id))
        return reply

    @classmethod
    def last_in(cls, topic_id: int) -> int:
        """What a new reply comes after: the last one's id, or the topic's own. One statement."""
        return db.session.scalar(select(func.max(cls.id)).where(cls.topic_id == topic_id)) or topic_id


def post_with(post_id: int) -> Topic | Reply | None:
    """The one that says what has this id: a reply or, if none does, a topic. Two statements at most."""
    reply = db.session.get(Reply, post_id)
    return reply if reply is not None and reply.into_id is None else db.session.get(Topic, post_id)
