"""How far someone has read in a topic."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core.db import Base, Id, db
from cop.core.once import the_one
from cop.core.tenancy import Owned
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models.person import Person


class Reading(Owned, Base):
    """One person's place: `last_id` is the last post they read (the topic's own id for the opening post), `seen` how
    many replies there were up to it. It holds no time, and has no id that tells one: when somebody was here would tell
    who wrote without a name.
    """

    __tablename__ = "reading"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_reading_topic", ondelete="CASCADE"
        ),
    )

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(Id, primary_key=True, index=True)
    last_id: Mapped[int] = mapped_column(Id)
    seen: Mapped[int]

    @classmethod
    def of(cls, topic_id: int, person_id: int) -> Select["Reading"]:
        return select(cls).where(cls.topic_id == topic_id, cls.person_id == person_id)


def read_up_to(topic: Topic, person_id: int, post_id: int) -> None:
    """They have read everything up to a post of the topic. Safe to repeat; nobody unreads by looking back."""
    new = Reading(agency_id=topic.agency_id, topic_id=topic.id, person_id=person_id, last_id=topic.id, seen=0)
    found: Reading = the_one(Reading.of(topic.id, person_id), new)
    after = (Reply.topic_id == topic.id, Reply.into_id.is_(None), Reply.id > found.last_id)
    if post_id > found.last_id:
        found.seen += db.session.scalar(select(func.count(Reply.id)).where(*after, Reply.id <= post_id)) or 0
        found.last_id = post_id
    # An id can be a little older than its post: at the end of a topic everything has been read, whatever was counted.
    left = select(Reply.id).where(Reply.topic_id == topic.id, Reply.into_id.is_(None), Reply.id > found.last_id)
    if found.seen != topic.replies and db.session.scalar(left.limit(1)) is None:
        found.seen = topic.replies
