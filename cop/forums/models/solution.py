"""A solution: a reply that answers a challenge, and what agencies tell of trying it."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core import clock, hanging, jobs
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import EvidenceTold, SolutionProposed, SolutionWithdrawn
from cop.forums.models.post import Post
from cop.forums.models.reply import Reply
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.models.version import LASTS
from cop.people.models.person import Person

WORKED, CHANGED, NOT = VERDICTS = ("worked", "changed", "not")
FRESH = timedelta(days=365)  # after that evidence asks to be confirmed


class Solution(Owned, Entity):
    """One reply, proposed as a solution by someone. `worked`, `changed` and `failed` count agencies, one each."""

    __tablename__ = "solution"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "topic_id"], ["topic.agency_id", "topic.id"], name="fk_solution_topic"),
        ForeignKeyConstraint(["agency_id", "reply_id"], ["reply.agency_id", "reply.id"], name="fk_solution_reply"),
        UniqueConstraint("reply_id"),
        UniqueConstraint("agency_id", "id"),
        Index("ix_solution_found_at", "found_at", "id"),
    )

    topic_id: Mapped[int] = mapped_column(Id, index=True)
    reply_id: Mapped[int] = mapped_column(Id)
    by_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id))
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
        solution = cls(agency_id=topic.agency_id, topic_id=topic.id, reply_id=reply.id, by_id=by.id)
        db.session.add(solution)
        cls.count_in(topic)
        topic.moved_at = clock.now()
        db.session.flush()
        record(SolutionProposed(topic.agency_id, topic.id, solution.id))
        return solution

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

    def tell(self, voice_id: int, by: Viewer, said: dict[str, Any]) -> "Evidence":
        """What one agency found. Told again, it says so anew: an agency counts once."""
        found = db.session.scalars(self.evidence(voice_id)).first()
        if found is None:
            found = Evidence(agency_id=self.agency_id, solution_id=self.id, voice_id=voice_id)
        found.say(by.id, **said)
        db.session.add(found)
        db.session.get_one(Topic, self.topic_id).moved_at = clock.now()
        self.hear()
        return found

    def confirm(self, evidence: "Evidence") -> None:
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


class Evidence(Owned, Entity):
    """What one agency (`voice_id`) found when it tried a solution: in `what` changes or reasons, `setting` where.

    One that was removed has no verdict and no words: those are in its EvidenceRemoval, to be put back for a while. What
    it said until it was told anew is in its versions.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "solution_id"], ["solution.agency_id", "solution.id"], name="fk_evidence_solution"
        ),
        UniqueConstraint("solution_id", "voice_id"),
        UniqueConstraint("agency_id", "id"),
    )

    kind = "evidence"

    solution_id: Mapped[int] = mapped_column(Id)
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey(Agency.id), index=True)
    verdict: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(default="")
    setting: Mapped[str] = mapped_column(default="")
    tried_on: Mapped[date | None]  # the first of a month: nobody recalls the day
    by_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)  # by anyone of that agency: it is still so

    @classmethod
    def of(cls, solution: Solution) -> Any:
        return select(cls).where(cls.solution_id == solution.id)

    def say(self, by_id: int, verdict: str, what: str, setting: str, tried_on: date | None) -> None:
        """What stands there already stays to be read as what was told before, whoever tells it anew."""
        if self.verdict:
            db.session.add(EvidenceVersion.as_it_stands(self))
        self.verdict, self.what, self.setting, self.tried_on = verdict, what, setting, tried_on
        self.by_id, self.at, self.confirmed_at = by_id, clock.now(), None

    def remove(self, by_id: int) -> None:
        """Takes it off the map. Safe to repeat. It can be put back for as long as LASTS."""
        if not self.verdict:
            return
        db.session.execute(delete(EvidenceRemoval).where(EvidenceRemoval.evidence_id == self.id))
        removal = EvidenceRemoval.as_it_stands(self, by_id=by_id, at=clock.now())
        db.session.add(removal)
        self.verdict = self.what = self.setting = ""
        db.session.flush()
        given = {"removal_id": removal.id}
        jobs.add("forget-evidence-removal", self.agency_id, given, due_at=removal.at + LASTS)

    def put_back(self, removal: EvidenceRemoval) -> None:
        """It says again what it said. What was told since stays to be read as what was told before."""
        self.say(removal.told_by_id, removal.verdict, removal.what, removal.setting, removal.tried_on)
        self.at = removal.told_at
        db.session.delete(removal)

    @property
    def last_said(self) -> datetime:
        return self.confirmed_at or self.at

    def confirm(self) -> None:
        """It is still so, asked once it is no longer FRESH. Whose words they are does not change."""
        if clock.now() - self.last_said >= FRESH:
            self.confirmed_at = clock.now()


LAST_SAID = func.coalesce(Evidence.confirmed_at, Evidence.at).label("last_said")
