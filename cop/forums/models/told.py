"""What an agency told of a solution before: as it stood until it was told anew, and for a while what was removed."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.tenancy import Owned
from cop.forums.models.version import LASTS
from cop.people.models.person import Person

if TYPE_CHECKING:
    from cop.forums.models.evidence import Evidence


def of_evidence(table: str) -> ForeignKeyConstraint:
    columns, theirs = ["agency_id", "evidence_id"], ["evidence.agency_id", "evidence.id"]
    return ForeignKeyConstraint(columns, theirs, name=f"fk_{table}_evidence")


class Told:
    """The words of one piece of evidence at one time, and whose they were."""

    evidence_id: Mapped[int] = mapped_column(Id)
    verdict: Mapped[str]
    what: Mapped[str]
    setting: Mapped[str]
    tried_on: Mapped[date | None]
    told_by_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id))
    told_at: Mapped[datetime] = mapped_column(Moment)

    @classmethod
    def of(cls, evidence: "Evidence") -> Select[Any]:
        return select(cls).where(cls.evidence_id == evidence.id)

    @classmethod
    def as_it_stands(cls, evidence: "Evidence", **more: Any) -> Any:
        said = {name: getattr(evidence, name) for name in ("verdict", "what", "setting", "tried_on")}
        whose = {"told_by_id": evidence.by_id, "told_at": evidence.at}
        return cls(agency_id=evidence.agency_id, evidence_id=evidence.id, **said, **whose, **more)  # type: ignore[call-arg]

    def empty(self) -> None:
        self.verdict = self.what = self.setting = ""


class EvidenceVersion(Owned, Told, Entity):
    """What was told until it was told anew, by whoever of the agency: nobody's words go unseen."""

    __tablename__ = "evidence_version"
    __table_args__ = (of_evidence("evidence_version"), Index("ix_evidence_version_evidence_id", "evidence_id"))


class EvidenceRemoval(Owned, Told, Entity):
    """Evidence that was removed: its words are here and nowhere else. Without a decision it can be put back."""

    __tablename__ = "evidence_removal"
    __table_args__ = (
        of_evidence("evidence_removal"),
        ForeignKeyConstraint(
            ["agency_id", "decision_id"],
            ["review_decision.agency_id", "review_decision.id"],
            name="fk_evidence_removal_decision",
        ),
        UniqueConstraint("evidence_id"),
    )

    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey(Person.id, ondelete="SET NULL"), info={"person": False})
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    decision_id: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def find(cls, evidence: "Evidence") -> "EvidenceRemoval | None":
        return db.session.scalars(cls.of(evidence)).first()

    def is_over(self, now: datetime) -> bool:
        return now >= self.at + LASTS
