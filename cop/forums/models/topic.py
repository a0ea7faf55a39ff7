"""A topic: something asked or told in a space."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index, Select, UniqueConstraint, column, or_, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.along import NOTHING, Along
from cop.forums.facts import TopicOpened
from cop.forums.models.facet import Facet
from cop.forums.models.post import Thanked, signed
from cop.forums.models.post_in_topic import PostInTopic
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.space import Space
from cop.trust import pseudonyms

GONE: Any = {f"{dialect}_where": column("into_id").is_not(None) for dialect in ("sqlite", "postgresql")}


class Topic(Owned, Thanked, PostInTopic, Entity):
    """`moved_at` is when it was opened or last answered: what a space is ordered by.

    One that went on in another (see cop.forums.models.folding) says nothing any more and is in no list; what people
    said of it, that they follow it or have it too, stays with it. `into_id` is where it is read now, `via_id` the one
    it went into itself, which may have gone on in its turn, and `joined` how many went on in this one.
    """

    __tablename__ = "topic"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_topic_space"),
        ForeignKeyConstraint(["agency_id", "into_id"], ["topic.agency_id", "topic.id"], name="fk_topic_into"),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        *signed("topic"),
        Index("ix_topic_into", "into_id", **GONE),
        Index("ix_topic_space_moved", "space_id", "moved_at", "id"),
        Index("ix_topic_moved", "moved_at", "id"),
    )

    kind = "topic"
    hand: Mapped[int | None]
    space_id: Mapped[int] = mapped_column(Id)
    title: Mapped[str]
    challenge: Mapped[bool] = mapped_column(default=False)
    replies: Mapped[int] = mapped_column(default=0)
    solutions: Mapped[int] = mapped_column(default=0)  # proposed for a challenge
    shared: Mapped[int] = mapped_column(default=0)  # people who have it too
    tags: Mapped[str] = mapped_column(default="")  # with spaces between, as are the core values: see Facet
    core_values: Mapped[str] = mapped_column(default="")
    moved_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    into_id: Mapped[int | None] = mapped_column(Id)
    via_id: Mapped[int | None] = mapped_column(Id)
    joined: Mapped[int] = mapped_column(default=0)
    space: Mapped[Space] = relationship(lazy="raise", innerjoin=True)

    @property
    def audience(self) -> str:
        """Its space's (which must be loaded)."""
        return self.space.audience

    @property
    def nameless(self) -> bool:
        return self.space.nameless

    @property
    def in_topic(self) -> int:
        return self.id

    @property
    def heading(self) -> str:
        return self.title

    def head(self, title: str) -> None:
        self.title = title

    def ask(self) -> None:
        """What it says is a challenge from now on. Safe to repeat, as is the other."""
        self._be_challenge(True)

    def ask_no_more(self) -> None:
        """Whoever has it too stays noted, and unseen: it may become one again."""
        self._be_challenge(False)

    def _be_challenge(self, challenge: bool) -> None:
        if self.challenge != challenge:
            self.challenge = challenge
            self._changed()

    @property
    def about(self) -> dict[str, str]:
        return {"tags": self.tags, "core_values": self.core_values}

    def say_of(self, tags: Collection[str] = (), values: Collection[str] = ()) -> None:
        before = self.about
        self.tags, self.core_values = " ".join(tags), " ".join(values)
        if self.about != before:
            self.be_found()

    def be_found(self) -> None:
        """By what it says of itself; by nothing once it went on in another."""
        tags, values = ((), ()) if self.into_id else (self.tags.split(), self.core_values.split())
        Facet.put(self.agency_id, self.space_id, self.id, tags, values)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Topic"]:
        seen = tuple_(Space.agency_id, Space.audience).in_(viewer.audiences)
        return select(cls).join(cls.space).where(seen, cls.into_id.is_(None))

    @classmethod
    def gone_into(cls, topic_id: Any) -> Select[int]:
        """The ids of those that went on in a topic."""
        return select(cls.id).where(cls.into_id == topic_id)

    @classmethod
    def open(cls, space: Space, by: Viewer, title: str, body: str, challenge: bool, once: int | None,
             nameless: bool = False, along: Along = NOTHING) -> "Topic":  # fmt: skip
        """A new topic; the same one again when this form was already sent. `nameless`: without their name."""
        if (already := cls.already(by.id, once, nameless)) is not None:
            return already
        topic = cls(agency_id=space.agency_id, space=space, title=title, challenge=challenge, once=once)
        if nameless:
            topic.hand, topic.voice_id = pseudonyms.draw(()), space.agency_id
            topic.id, topic.once = topic.next_id(), pseudonyms.unclocked(once)
            topic.created_at = topic.moved_at = topic.moment()
        else:
            topic.author_id, topic.voice_id = by.id, voice_in(space.agency_id, by)
        topic.write(body, along.names)
        space.topics = Space.topics + 1
        db.session.add(topic)
        db.session.flush()
        if topic.hand is not None:
            Pseudonym.put(topic.agency_id, topic.id, by.id, topic.hand)
        topic.bring(along)
        record(TopicOpened(space.agency_id, topic.id))
        return topic


def said_of(named: Any, topic_id: int) -> ColumnElement[bool]:
    """Which rows are about a topic, or one that went on in it: `named` is their column with the topic's id."""
    return or_(named == topic_id, named.in_(Topic.gone_into(topic_id)))


def voice_in(agency_id: int, viewer: Viewer) -> int:
    """Inside an agency one speaks from it; in shared places from one's own."""
    return agency_id or viewer.voice_id
