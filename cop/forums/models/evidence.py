"""What one agency found when it tried a solution, as it stands; what it told before is in cop.forums.models.told."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.models.agency import Agency
from cop.core import clock, jobs
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.version import LASTS
from cop.people.models.person import Person

WORKED, CHANGED, NOT = VERDICTS = ("worked", "changed", "not")
FRESH = timedelta(days=365)  # after that evidence asks to be confirmed


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
    def of(cls, solution: Any) -> Any:
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
