"""Kind words in one tap: thanks, me too, holding this with you. How many there are is shown, and never who."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Entity, Id, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import KindnessChanged
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models.person import Person

THANKS, TOO, HOLDING = KINDS = ("thanks", "too", "holding")  # each has its count on the post, under the same name


class Kindness(Owned, Entity):
    """One person's, of one kind, for one post: a reply, or the topic's opening post (then `post_id` is the topic's)."""

    __tablename__ = "kindness"
    __table_args__ = (
        *(
            ForeignKeyConstraint(
                ["agency_id", f"{kind}_id"],
                [f"{kind}.agency_id", f"{kind}.id"],
                name=f"fk_kindness_{kind}",
                ondelete="CASCADE",
            )
            for kind in ("topic", "reply")
        ),
        UniqueConstraint("post_id", "person_id", "kind", name="uq_kindness_post_id_person_id_kind"),
        Index("ix_kindness_person", "person_id", "topic_id"),
    )

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(Id, index=True)
    reply_id: Mapped[int | None] = mapped_column(Id, index=True)
    post_id: Mapped[int] = mapped_column(Id)
    kind: Mapped[str]


def counts(post: Topic | Reply) -> dict[str, int]:
    """How many said each of a post. One statement."""
    found = select(*(getattr(type(post), name) for name in KINDS)).where(type(post).id == post.id)
    return dict(zip(KINDS, db.session.execute(found).one(), strict=True))


def is_kind(post: Topic | Reply, person_id: int, kind: str) -> bool:
    return db.session.scalars(_said(post, person_id, kind)).first() is not None


def _said(post: Topic | Reply, person_id: int, kind: str) -> Select[Kindness]:
    mine = (Kindness.post_id == post.id, Kindness.person_id == person_id, Kindness.kind == kind)
    return select(Kindness).where(*mine)


def be_kind(post: Topic | Reply, person_id: int, kind: str, on: bool = True) -> bool:
    """Says it, or no longer. Gives whether it is said now. Safe to repeat."""
    known = db.session.scalars(_said(post, person_id, kind)).first()
    if on == (known is not None):
        return on
    if known is None:
        reply_id = None if isinstance(post, Topic) else post.id
        where = {"topic_id": post.in_topic, "reply_id": reply_id, "post_id": post.id}
        db.session.add(Kindness(agency_id=post.agency_id, person_id=person_id, kind=kind, **where))
    else:
        db.session.delete(known)
    setattr(post, kind, getattr(type(post), kind) + (1 if on else -1))
    record(KindnessChanged(post.agency_id, post.in_topic, post.id))
    return on
