"""A topic that stands first in its space: since when, and by whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, and_, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import AnyRow, Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.topic import Topic
from cop.people.models.person import Person

MOST = 3  # in one space: what is first must be few


class TopicPin(Owned, Entity):
    """It holds in the space it was set in: a topic that is moved stands elsewhere as any other does, and is pinned
    again when it is moved back."""

    __tablename__ = "topic_pin"
    __table_args__ = (
        *(
            ForeignKeyConstraint(
                ["agency_id", f"{kind}_id"], [f"{kind}.agency_id", f"{kind}.id"], name=f"fk_topic_pin_{kind}"
            )
            for kind in ("topic", "space")
        ),
        UniqueConstraint("space_id", "topic_id"),
    )

    topic_id: Mapped[int] = mapped_column(Id, index=True)
    space_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, topic: Topic) -> "TopicPin | None":
        here = (cls.topic_id == topic.id, cls.space_id == topic.space_id)
        return db.session.scalars(select(cls).where(*here)).first()

    @classmethod
    def in_space(cls, space_id: int) -> Sequence[AnyRow]:
        """Ids and titles of what stands first there. One statement."""
        found = select(Topic.id, Topic.title).join(cls, HOLDS).where(cls.space_id == space_id, Topic.into_id.is_(None))
        return db.session.execute(found.order_by(cls.id)).all()


HOLDS = and_(TopicPin.topic_id == Topic.id, TopicPin.space_id == Topic.space_id)


def pin(topic: Topic, by_id: int) -> bool:
    """Safe to repeat. Gives whether there was room. Its space must be locked."""
    if TopicPin.of(topic) is None:
        if len(TopicPin.in_space(topic.space_id)) >= MOST:
            return False
        here = {"agency_id": topic.agency_id, "topic_id": topic.id, "space_id": topic.space_id}
        db.session.add(TopicPin(by_id=by_id, **here))
    return True


def unpin(topic: Topic) -> None:
    """Safe to repeat."""
    forget(topic, topic.space_id)


def forget(topic: Topic, space_id: int) -> None:
    here = (TopicPin.topic_id == topic.id, TopicPin.space_id == space_id)
    db.session.execute(delete(TopicPin).where(*here))


def pin_again(topic: Topic) -> None:
    """After it was moved back: as before, where there is still room."""
    if len(TopicPin.in_space(topic.space_id)) > MOST:
        unpin(topic)
