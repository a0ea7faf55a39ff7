"""A solution: a reply that answers a challenge, and what agencies tell of trying it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.viewer import Viewer
from cop.core import clock, hanging
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import EvidenceTold, SolutionProposed, SolutionWithdrawn
from cop.forums.models.evidence import CHANGED, LAST_SAID, VERDICTS, WORKED, Evidence
from cop.forums.models.post import Post
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models.person import Person
from cop.trust import pseudonyms


class Solution(Owned, Entity):
    """One reply, proposed as a solution by someone, or by a hand where they write without their name. `worked`,
    `changed` and `failed` count agencies, one each."""

    __tablename__ = "solution"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_solution_topic"),
        ForeignKeyConstraint(["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name="fk_solution_reply"),
        UniqueConstraint("reply_id"),
        CheckConstraint("(by_id IS NULL) <> (hand IS NULL)", name="by_or_hand"),
        UniqueConstraint("agency_id", "id"),
        Index("ix_solution_found_at", "found_at", "id"),
    )

    topic_id: Mapped[int] = mapped_column(Id, index=True)
    reply_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id))
    hand: Mapped[int | None]
    hand_in_id: Mapped[int | None] = mapped_column(Id)  # the topic in which it is that hand: the reply may go elsewhere
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    worked: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    found_at: Mapped[datetime | None] = mapped_column(Moment)  # when an agency last said that it works, or still does

    @classmethod
    def propose(cls, topic: Topic, reply: Reply, by: Viewer) -> "Solution":
        """Safe to repeat: the one that is there already is given."""
        known = db.session.scalars(select(cls).where(cls.reply_id == reply.id)).first()
        if known is not None:
            return known
        solution = cls(agency_id=topic.agency_id, topic_id=topic.id, reply_id=reply.id)
        at = solution._sign(by)
        db.session.add(solution)
        cls.count_in(topic)
        topic.moved_at = max(topic.moved_at, at)
        db.session.flush()
        record(SolutionProposed(topic.agency_id, topic.id, solution.id))
        return solution

    def _sign(self, by: Viewer) -> datetime:
        """Whoever wrote in the topic without their name does this without it, too. Gives the moment, as told."""
        self.hand = Pseudonym.hand_of(self.topic_id, by.id)
        if self.hand is None:
            self.by_id, self.at = by.id, clock.now()
        else:
            self.hand_in_id = self.topic_id
            self.id, self.at = pseudonyms.new_id(clock.now()), pseudonyms.rounded(clock.now())
        return self.at

    def is_by(self, person_id: int) -> bool:
        """One statement where it has no name."""
        if self.hand_in_id is None:
            return self.by_id == person_id
        return self.hand == Pseudonym.hand_of(self.hand_in_id, person_id)

    def withdraw(self, topic: Topic) -> None:
        """Only one that nobody has told evidence of, or that its agency removed: that is not theirs to take away."""
        hanging.erase(Evidence, self.agency_id, Evidence.solution_id == self.id)
        record(SolutionWithdrawn(self.agency_id, self.topic_id, self.id))
        db.session.delete(self)
        self.count_in(topic)

    @classmethod
    def of(cls, post: Post) -> Select["Solution"]:
        return select(cls).where(cls.reply_id == post.id)

    @classmethod
    def count_in(cls, topic: Topic) -> None:
        """Those whose words are there: one that was hidden or taken back counts again when it comes back."""
        db.session.flush()
        db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())  # one counts after the other
        there = select(func.count(cls.id)).join(Reply, Reply.id == cls.reply_id).where(Reply.body_html != "")
        topic.solutions = db.session.scalar(there.where(cls.topic_id == topic.id)) or 0

    def tell(self, voice_id: int, by: Viewer, said: dict[str, Any]) -> Evidence:
        """What one agency found. Told again, it says so anew: an agency counts once."""
        found = db.session.scalars(self.evidence(voice_id)).first()
        if found is None:
            found = Evidence(agency_id=self.agency_id, solution_id=self.id, voice_id=voice_id)
        found.say(by.id, **said)
        db.session.add(found)
        db.session.get_one(Topic, self.topic_id).moved_at = clock.now()
        self.hear()
        return found

    def confirm(self, evidence: Evidence) -> None:
        evidence.confirm()
        self.hear()

    def evidence(self, voice_id: int) -> Any:
        return select(Evidence).where(Evidence.solution_id == self.id, Evidence.voice_id == voice_id)

    def hear(self) -> None:
        """What agencies tell of it has changed."""
        db.session.flush()
        told = db.session.execute(select(Evidence.verdict, LAST_SAID).where(Evidence.solution_id == self.id)).all()
        verdicts = [one.verdict for one in told]
        self.worked, self.changed, self.failed = (verdicts.count(verdict) for verdict in VERDICTS)
        self.found_at = max((one.last_said for one in told if one.verdict in {WORKED, CHANGED}), default=None)
        record(EvidenceTold(self.agency_id, self.topic_id, self.id))
