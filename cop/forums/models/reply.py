"""A reply: one voice in a topic, in one flat line."""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.along import NOTHING, Along
from cop.forums.facts import ReplyWritten
from cop.forums.models.post import PostInTopic, Thanked, signed
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.topic import Topic, voice_in
from cop.trust import pseudonyms


class Reply(Owned, Thanked, PostInTopic, Entity):
    __tablename__ = "reply"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_reply_topic"),
        ForeignKeyConstraint(["agency_id", "to_id"], ["reply.agency_id", "reply.id"], name="fk_reply_to"),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        *signed("reply"),
        Index("ix_reply_topic", "topic_id", "id"),
    )

    kind = "reply"
    hand: Mapped[int | None]
    topic_id: Mapped[int] = mapped_column(Id)
    to_id: Mapped[int | None] = mapped_column(Id)  # the reply it answers, if it is not the topic itself

    @property
    def in_topic(self) -> int:
        return self.topic_id

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
