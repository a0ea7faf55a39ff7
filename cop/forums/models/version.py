"""How a post was before: versions of one that was changed, and for a while the words of one that was removed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned

if TYPE_CHECKING:
    from cop.forums.models.post import Post

LASTS = timedelta(days=30)  # what was removed can be given back
KINDS = {"topic": None, "reply": None, "annex_post": "CASCADE"}  # of posts; what a key to one does when it goes
IN_TOPICS = ("topic", "reply")  # those that everyone in the topic reads


def of_a_post(table: str, *also: str, kinds: Collection[str] = tuple(KINDS)) -> tuple[Any, ...]:
    """Exactly one is named: the topic whose opening post it is, the reply, or the post of an annex."""
    keys = [
        ForeignKeyConstraint(
            ["agency_id", f"{kind}_id"], [f"{kind}.agency_id", f"{kind}.id"], name=f"fk_{table}_{kind}",
            ondelete=goes,
        )
        for kind, goes in KINDS.items()
        if kind in kinds
    ]  # fmt: skip
    return (*keys, *(UniqueConstraint(f"{kind}_id", *also, name=f"uq_{table}_{kind}_id") for kind in kinds))


class OfPost:
    """What hangs on one post in a topic (see of_a_post)."""

    topic_id: Mapped[int | None] = mapped_column(Id)
    reply_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def is_of(cls, post: "Post") -> ColumnElement[bool]:
        return and_(*(getattr(cls, name) == value for name, value in post.named.items()))

    @property
    def post_id(self) -> int:
        return self.topic_id or self.reply_id or 0


class Said(OfPost):
    """The words of one post at one time. `title` is a topic's, and empty for a reply."""

    annex_post_id: Mapped[int | None] = mapped_column(Id)
    title: Mapped[str]
    body_source: Mapped[str]
    body_html: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, post: "Post") -> Select[Any]:
        return select(cls).where(cls.is_of(post))


class Version(Owned, Said, Entity):
    """What a post said before it was changed; `at` is when that was written. Whose it is, is the post's to say."""

    __tablename__ = "post_version"
    __table_args__ = of_a_post("post_version", "number")

    number: Mapped[int]
    attached: Mapped[int | None]  # pictures and files that went with it; None where that is not known


class Removal(Owned, Said, Entity):
    """A post that was removed. Its words are here and nowhere else, so that no page, feed or search can show them.

    `by_id` is who removed it; nobody for whoever wrote it. `decision_id` is there for one that was hidden: its writer
    reads why, and can't give it back.
    """

    __tablename__ = "post_removal"
    __table_args__ = (
        *of_a_post("post_removal"),
        ForeignKeyConstraint(
            ["agency_id", "decision_id"],
            ["review_decision.agency_id", "review_decision.id"],
            name="fk_post_removal_decision",
        ),
    )

    def is_over(self, now: datetime) -> bool:
        return now >= self.at + LASTS

    def empty(self) -> None:
        """That it was removed stays; what it said does not."""
        self.title = self.body_source = self.body_html = self.tags = self.core_values = ""

    tags: Mapped[str] = mapped_column(default="")  # of a topic, as the core values: words of its opening post, too
    core_values: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"), info={"person": False})
    decision_id: Mapped[int | None] = mapped_column(Id)
