"""A topic that went to another space: from where, by whom and when, and whether that was undone.

People wrote for those they saw named. So a topic goes only where nobody reads it who could not before; and it goes back
to more people only while nothing was written that they were not named for.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.audience import is_narrower
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import TopicMoved
from cop.forums.models import pin
from cop.forums.models.evidence import Evidence
from cop.forums.models.facet import Facet
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.people.models.person import Person


class TopicMove(Owned, Entity):
    """`from_audience` is for whom it was before; `said` counts what had been written and changed in it by then: a time
    would not do, for posts without a name tell the hour and no more."""

    __tablename__ = "topic_move"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_topic_move_topic"),
        *(
            ForeignKeyConstraint(
                ["agency_id", f"{way}_space_id"], ["space.agency_id", "space.id"], name=f"fk_topic_move_{way}_space"
            )
            for way in ("from", "to")
        ),
    )

    topic_id: Mapped[int] = mapped_column(Id, index=True)
    from_space_id: Mapped[int] = mapped_column(Id)
    to_space_id: Mapped[int] = mapped_column(Id)
    from_audience: Mapped[str]
    said: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by_id: Mapped[int | None] = mapped_column(
        Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False}
    )

    @classmethod
    def last(cls, topic_id: int) -> "TopicMove | None":
        """The one that brought it where it is: what was moved twice goes back by the same way."""
        held = select(cls).where(cls.topic_id == topic_id, cls.undone_at.is_(None))
        return db.session.scalars(held.order_by(cls.id.desc()).limit(1)).first()

    def may_go_back(self, topic: Topic, back: Space) -> bool:
        """To as few people as read it now; or to those it was for before, while nobody has written since."""
        if is_narrower(back.audience, than=topic.audience):
            return True
        return is_narrower(back.audience, than=self.from_audience) and not self._written_since(topic)

    def _written_since(self, topic: Topic) -> bool:
        if said(topic) != self.said:
            return True
        told = select(Solution.id).outerjoin(Evidence, Evidence.solution_id == Solution.id)
        lately = (Solution.at > self.at) | (Evidence.at > self.at)
        return db.session.scalar(told.where(Solution.topic_id == topic.id, lately).limit(1)) is not None

    def undo(self, topic: Topic, back: Space, by_id: int) -> None:
        """Both spaces must be locked. Raises ValueError where `may_go_back` says no."""
        if not self.may_go_back(topic, back):
            raise ValueError(back.audience)
        self.undone_at, self.undone_by_id = clock.now(), by_id
        _carry(topic, back, self)
        pin.pin_again(topic)


def said(topic: Topic) -> int:
    """How often anything was written or changed in it: it only grows. One statement."""
    replies = db.session.scalar(select(func.sum(Reply.version)).where(Reply.topic_id == topic.id))
    return topic.version + (replies or 0)


def move(topic: Topic, to: Space, by_id: int) -> TopicMove:
    """Both spaces must be locked. Raises ValueError where more people would read it than before."""
    if not is_narrower(to.audience, than=topic.audience):
        raise ValueError(to.audience)
    made = TopicMove(agency_id=topic.agency_id, topic_id=topic.id, from_space_id=topic.space_id, to_space_id=to.id,
                     from_audience=topic.audience, said=said(topic), by_id=by_id)  # fmt: skip
    db.session.add(made)
    pin.forget(topic, to.id)
    _carry(topic, to, made)
    return made


def _carry(topic: Topic, to: Space, how: TopicMove) -> None:
    """With all that says in which space it is."""
    topic.space.topics = Space.topics - 1
    to.topics = Space.topics + 1
    topic.space = to
    db.session.flush()
    for kind in (Facet, WaitingPost):
        db.session.execute(update(kind).where(kind.topic_id == topic.id).values(space_id=to.id))
    record(TopicMoved(topic.agency_id, topic.id, how.id))
