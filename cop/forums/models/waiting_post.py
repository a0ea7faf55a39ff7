"""A newcomer's post that waits to be looked at. It becomes a topic or a reply when it is let through, and not before:
so no page, feed, search or mail can show it by forgetting to ask."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Select,
    UniqueConstraint,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from cop.agencies.entering import viewer_of
from cop.agencies.viewer import Viewer
from cop.core import clock, mail
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.tenancy import Owned
from cop.forums.facts import PostLetThrough, PostSentBack
from cop.forums.mentioning import along_with
from cop.forums.models.first_look import FirstLook
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.people.models.person import Person
from cop.trust.facts import ReviewWanted
from cop.trust.models.decision import RELEASE, RETURN, ReviewDecision
from cop.trust.review.deciding import trail_of


class WaitingPost(Owned, Entity):
    """`topic_id` is the topic that a reply is for; None for a topic of its own. `declined_at`: not let through, and
    `answer` says why; its words stay with whoever wrote them until they put them away."""

    __tablename__ = "waiting_post"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_waiting_post_space"),
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_waiting_post_topic"),
        UniqueConstraint("author_id", "once"),
    )

    kind = "waiting_post"
    space_id: Mapped[int] = mapped_column(Id, index=True)
    topic_id: Mapped[int | None] = mapped_column(Id, index=True)
    to_id: Mapped[int | None] = mapped_column(Id)
    title: Mapped[str] = mapped_column(default="")
    body_source: Mapped[str]
    challenge: Mapped[bool] = mapped_column(default=False)
    tags: Mapped[str] = mapped_column(default="")  # as a topic's, with spaces between, and so its core values
    core_values: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    once: Mapped[int | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(default="")
    space: Mapped[Space] = relationship(lazy="joined", innerjoin=True, viewonly=True)

    @classmethod
    def by(cls, viewer: Viewer) -> Select["WaitingPost"]:
        return select(cls).where(cls.author_id == viewer.id).order_by(cls.id.desc())

    @classmethod
    def send(cls, space: Space, by: Viewer, said: dict[str, object], once: int | None) -> "WaitingPost":
        """The same one again when this form was already sent."""
        if (already := already_sent(cls, cls.author_id == by.id, once)) is not None:
            return already
        made = cls(agency_id=space.agency_id, space_id=space.id, author_id=by.id, once=once, **said)
        db.session.add(made)
        db.session.flush()
        record(ReviewWanted(space.agency_id, space.audience, "post"))
        return made

    def let_through(self, by_id: int | None = None) -> Topic | Reply | None:
        """What it became; None where its writer may no longer write there, and it goes back to them. `by_id`: nobody
        where that it was sent back is set aside. What was decided about it stays with what it became."""
        author, topic = viewer_of(self.author_id), self._topic()
        space = self.space if topic is None else topic.space
        if author is None or not author.belongs_to(space) or not author.may_write_to(self.agency_id):
            if by_id is not None:
                self.send_back("", by_id)
            return None
        along = along_with(self.body_source, author, space, None if topic is None else topic.id)
        if topic is None:
            said = self.title, self.body_source, self.challenge
            opened = Topic.open(self.space, author, *said, self.once, along=along)
            opened.say_of(self.tags.split(), self.core_values.split())
            post: Topic | Reply = opened
        else:
            to = self.to_id and db.session.scalar(select(Reply.id).where(Reply.id == self.to_id))
            post = Reply.write_in(topic, author, self.body_source, self.once, to, along=along)
        record(PostLetThrough(trail_of(self.agency_id, self.space.audience), None, self.id))
        self._tell(post.in_topic)
        before = update(ReviewDecision).where(ReviewDecision.subject_id == self.id)
        db.session.execute(before.values(subject_id=post.id))
        if by_id is not None:
            self._decide(RELEASE, "", by_id, post.id)
        db.session.delete(self)
        return post

    def _topic(self) -> Topic | None:
        """Which it answers, or the one in which that went on since; with its space."""
        if self.topic_id is None:
            return None
        into = select(func.coalesce(Topic.into_id, Topic.id)).where(Topic.id == self.topic_id)
        return db.session.scalars(
            select(Topic).options(joinedload(Topic.space)).where(Topic.id == db.session.scalar(into))
        ).one()

    def send_back(self, answer: str, by_id: int) -> None:
        self.declined_at, self.answer = clock.now(), answer
        self._decide(RETURN, answer, by_id, self.id)
        record(PostSentBack(trail_of(self.agency_id, self.space.audience), None, self.id))
        self._tell(None)

    def _decide(self, action: str, message: str, by_id: int, subject_id: int) -> None:
        """In the log of those who look after the space. With a message its writer reads it, too, and can appeal."""
        where = {"agency_id": self.agency_id, "audience": self.space.audience, "place_id": self.space_id}
        said = {"action": action, "message": message, "by_id": by_id}
        db.session.add(ReviewDecision(subject_id=subject_id, **said, **where))

    def _tell(self, topic_id: int | None) -> None:
        """Whoever wrote it, without a word of it: where it is read now, or that it was sent back."""
        person = db.session.get_one(Person, self.author_id)
        mail.post("first_post", person.email, person.language, topic=topic_id)


def must_wait(space: Space, viewer: Viewer, nameless: bool) -> bool:
    """Whether a post of theirs waits there."""
    return FirstLook.of(space.id) is not None and is_new(space.agency_id, viewer, nameless)


def is_new(agency_id: int, viewer: Viewer, nameless: bool) -> bool:
    """Whether this is a first post there: none of theirs is to be read yet in that agency, or statewide.

    For a post without a name those without one count as well, and no row says so. For a post with a name they do not:
    that it was there at once would tell whoever knows the space that its writer had written without their name.
    """
    if db.session.scalar(select(Person.id).where(Person.id == viewer.id, has_written(agency_id))) is not None:
        return False
    return not (nameless and Pseudonym.is_anyones(agency_id, viewer.id))


def has_written(agency_id: int) -> ColumnElement[bool]:
    """That anything of a Person's is to be read in that agency, by their name."""
    posts = [select(one.id).where(one.author_id == Person.id, one.agency_id == agency_id) for one in (Topic, Reply)]
    return or_(*(one.correlate(Person).exists() for one in posts))
