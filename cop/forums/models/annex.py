"""An annex: what one agency says among itself about a topic that all share ("here, call the nurse line first").

Its rows are the agency's own, and nothing of the topic's is touched by them: not its count of replies, not when it
moved last, not what search or a feed knows of it. Nobody outside can tell that there is one.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    UniqueConstraint,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.audience import AREAS, EVERYONE, is_of_circle
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import COMMONS, COMMONWEALTH, Owned
from cop.forums.facts import AnnexPostChanged, AnnexPostWritten
from cop.forums.models.post import Post


def audience_under(audience: str) -> str | None:
    """For whom an agency's annex is under a topic for an audience: never for more of its people than the topic.

    None under what is for a circle: there people answer for themselves.
    """
    if is_of_circle(audience):
        return None
    return EVERYONE if audience in AREAS else audience


class Annex(Owned, Entity):
    """One for an agency and a topic. `commons_id` is the topic's agency: the Commonwealth's, always.

    `audience` is the topic's: what is for peer supporters only there is so here. `posts` counts them, and `moved_at`
    is when anything was written or changed last: the agency's time to keep it begins then.
    """

    __tablename__ = "annex"
    __table_args__ = (
        CheckConstraint("commons_id = 0", name="commons"),
        ForeignKeyConstraint(
            ["commons_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_annex_topic", ondelete="CASCADE"
        ),
        UniqueConstraint("topic_id", "agency_id"),
        UniqueConstraint("agency_id", "id"),
    )

    commons_id: Mapped[int] = mapped_column(Id, default=COMMONWEALTH, info=COMMONS)
    topic_id: Mapped[int] = mapped_column(Id)
    audience: Mapped[str]
    posts: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    # The move of its topic that made it for fewer people, as long as nobody has written in it since.
    narrowed_by_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Annex"]:
        """Whoever may read one must be let to its topic, too: that is asked apart."""
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))

    @classmethod
    def of(cls, topic: Any, agency_id: int) -> "Annex | None":
        """One statement."""
        mine = select(cls).where(cls.topic_id == topic.id, cls.agency_id == agency_id)
        return db.session.scalars(mine).first()

    @classmethod
    def begin(cls, topic: Any, agency_id: int, audience: str) -> "Annex":
        """The agency's own, made when it is not there. Two who begin at once are one after the other."""
        if (found := cls.of(topic, agency_id)) is not None:
            return found
        try:
            with db.session.begin_nested():
                made = cls(agency_id=agency_id, topic_id=topic.id, audience=audience)
                db.session.add(made)
                db.session.flush()
                return made
        except IntegrityError:
            return db.session.scalars(select(cls).where(cls.topic_id == topic.id, cls.agency_id == agency_id)).one()


class AnnexPost(Owned, Post, Entity):
    """One voice in an annex, changed and taken back as any post is."""

    __tablename__ = "annex_post"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "annex_id"], ["annex.agency_id", "annex.id"], name="fk_annex_post_annex", ondelete="CASCADE"
        ),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        Index("ix_annex_post_annex_id", "annex_id", "id"),
    )

    kind = "annex_post"
    hand = None  # among colleagues one speaks by name
    attached = None
    annex_id: Mapped[int] = mapped_column(Id)
    author_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"), index=True)
    annex: Mapped[Annex] = relationship(lazy="raise", innerjoin=True)

    @classmethod
    def write_in(cls, annex: Annex, by: Viewer, body: str, once: int | None) -> "AnnexPost":
        """A new one; the same one again when this form was already sent."""
        if (already := already_sent(cls, cls.author_id == by.id, once)) is not None:
            return already
        post = cls(agency_id=annex.agency_id, annex=annex, author_id=by.id, voice_id=annex.agency_id, once=once)
        post.write(body)
        annex.posts = Annex.posts + 1
        annex.moved_at, annex.narrowed_by_id = clock.now(), None
        db.session.add(post)
        db.session.flush()
        record(AnnexPostWritten(annex.agency_id, annex.id, post.id))
        return post

    def _changed(self) -> None:
        db.session.execute(
            update(Annex).where(Annex.id == self.annex_id).values(moved_at=clock.now(), narrowed_by_id=None)
        )
        record(AnnexPostChanged(self.agency_id, self.annex_id, self.id))
