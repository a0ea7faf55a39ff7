"""Who was mentioned in a post, so that each is told once. It says nothing of who wrote it."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import jobs, text
from cop.core.db import Entity, Id, db
from cop.core.tenancy import Owned
from cop.forums.along import Along
from cop.forums.models.version import IN_TOPICS, OfPost, of_a_post
from cop.people.models.person import Person

if TYPE_CHECKING:
    from cop.forums.models.post_in_topic import PostInTopic

TELL = "tell-mentioned"


class Mention(Owned, OfPost, Entity):
    """One person in one post, for good: an edit that takes the name out and puts it in again tells nobody anew."""

    __tablename__ = "mention"
    __table_args__ = of_a_post("mention", "person_id", kinds=IN_TOPICS)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)

    @classmethod
    def called_in(cls, post: "PostInTopic") -> set[int]:
        """The ids of those whom a post still calls by name: they hear of it by that, and need no other mail of it. One
        statement."""
        known = select(Person.id, Person.name).join(cls, cls.person_id == Person.id).where(cls.is_of(post))
        return {one.id for one in db.session.execute(known) if text.mentioned(post.body_source, [text.tidy(one.name)])}

    @classmethod
    def put(cls, post: "PostInTopic", along: Along) -> None:
        """Notes whom the post mentions for the first time, and has them told.

        Whoever writes by name is not told of themselves. Without a name everyone is alike: that one is left out would
        tell who wrote it, and so would the minute in which mails go out. They go when the hour is over.
        """
        if not along.people:
            return
        known = set(db.session.scalars(select(cls.person_id).where(cls.is_of(post))))
        for person_id in along.people:
            if person_id in known or person_id == post.author_id:
                continue
            row = cls(id=post.next_id(), agency_id=post.agency_id, person_id=person_id, **post.named)
            db.session.add(row)
            told = {"mention_id": row.id}
            jobs.add(TELL, post.agency_id, told, due_at=post.hour_over(), id=post.next_id())
        db.session.flush()
