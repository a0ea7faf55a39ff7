"""A reply: one voice in a topic, in one flat line."""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import Owned
from cop.forums.facts import ReplyWritten
from cop.forums.models.post import Post
from cop.forums.models.topic import Topic, voice_in


class Reply(Owned, Post, Entity):
    __tablename__ = "reply"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_reply_topic"),
        ForeignKeyConstraint(["agency_id", "to_id"], ["reply.agency_id", "reply.id"], name="fk_reply_to"),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        Index("ix_reply_topic", "topic_id", "id"),
    )

    kind = "reply"
    topic_id: Mapped[int] = mapped_column(Id)
    to_id: Mapped[int | None] = mapped_column(Id)  # the reply it answers, if it is not the topic itself

    @property
    def in_topic(self) -> int:
        return self.topic_id

    @classmethod
    def write_in(cls, topic: Topic, by: Viewer, body: str, once: int | None, to: int | None = None) -> "Reply":
        """A new reply; the same one again when this form was already sent. `to` is a reply of the same topic."""
        if (already := already_sent(cls, cls.author_id == by.id, once)) is not None:
            return already
        reply = cls(agency_id=topic.agency_id, topic_id=topic.id, author_id=by.id, to_id=to,
                    voice_id=voice_in(topic.agency_id, by), once=once)  # fmt: skip
        reply.write(body)
        topic.replies = Topic.replies + 1
        topic.moved_at = clock.now()
        db.session.add(reply)
        db.session.flush()
        record(ReplyWritten(topic.agency_id, topic.id, reply.id))
        return reply
