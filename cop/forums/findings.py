"""What those who look after a space can do with what an agency found: it is read by all who may read the topic, and is
flagged, hidden, given back and appealed as any post is.

Readers see which agency told it. Who of its people it was is for the mail about a decision, and for whoever told it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.live import channel
from cop.core.presence import present
from cop.forums import blotting
from cop.forums.forms import EvidenceForm
from cop.forums.models import closure
from cop.forums.models.closure import Closure
from cop.forums.models.evidence import Evidence
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.told import EvidenceRemoval
from cop.forums.models.topic import Topic
from cop.forums.starters import name_in_words
from cop.forums.words import titled
from cop.people.models.person import Person
from cop.trust.models.decision import ReviewDecision
from cop.trust.review import subjects
from cop.trust.review.cut import Cut
from cop.trust.review.subjects import Behind, Enclosed, GoneOut, Subject, TakenOut


class Told:
    """See cop.trust.review.subjects.Writing."""

    def look(self, ids: Collection[int]) -> Sequence[Subject]:
        """One statement."""
        return [_subject(*row) for row in _rows(ids)]

    def address(self, subject: Subject) -> str:
        solution_id = db.session.scalar(select(Evidence.solution_id).where(Evidence.id == subject.id))
        return url_for("evidence.show", solution_id=solution_id, evidence_id=subject.id)

    def way_to_change(self, subject: Subject) -> str:
        solution_id = db.session.scalar(select(Evidence.solution_id).where(Evidence.id == subject.id))
        return url_for("solutions.show", solution_id=solution_id, _anchor="tell")

    def by(self, viewer: Viewer) -> Sequence[Any]:
        return [select(Evidence.id).where(Evidence.by_id == viewer.id)]

    def wrote(self, viewer: Viewer, subject: Subject) -> bool:
        return _of(subject).by_id == viewer.id

    def behind(self, subject: Subject) -> Behind:
        return Behind(_of(subject).by_id)

    def whom_to_write(self, subject: Subject) -> Person | None:
        return db.session.get(Person, _of(subject).by_id)

    def whom_to_write_unseen(self, subject: Subject) -> Person | None:
        return None  # evidence is never without a name

    def hold(self, subject: Subject, until: datetime, by_id: int, decision_id: int) -> None:
        """There is no hand to hold."""

    def release(self, decision_id: int) -> None:
        """As above."""

    def hide(self, subject: Subject, decision_id: int, by_id: int) -> None:
        """Also of one that its agency removed already."""
        evidence = _of(subject)
        evidence.remove(by_id)
        removal = EvidenceRemoval.find(evidence)
        if removal is not None:
            removal.decision_id = decision_id
        _solution(evidence).hear()

    def give_back(self, subject: Subject, decision_id: int) -> None:
        """What its agency had removed before stays so."""
        evidence = _of(subject)
        removal = EvidenceRemoval.find(evidence)
        if removal is None or removal.decision_id != decision_id:
            return
        removal.decision_id = None
        if removal.at >= db.session.get_one(ReviewDecision, decision_id).at and removal.verdict:
            evidence.put_back(removal)
        _solution(evidence).hear()

    def close(self, subject: Subject, decision_id: int, by_id: int) -> None:
        closure.close(db.session.get_one(Topic, subject.within_id), by_id, decision_id)

    def reopen(self, subject: Subject, decision_id: int) -> None:
        closure.reopen(db.session.get_one(Topic, subject.within_id), decision_id)

    def take_out(self, subject: Subject, cut: Cut, everywhere: bool) -> TakenOut:
        if everywhere:
            return TakenOut(blotting.in_topic(subject.within_id, cut))
        evidence = _of(subject)
        places = blotting.in_told(evidence, cut)
        if places:
            _solution(evidence).hear()
        return TakenOut({subject.id: places} if places else {})

    def gone_out(self, subject: Subject) -> GoneOut:
        return GoneOut(len(present(channel("topic", subject.within_id))), 0)

    def enclosed(self, subject: Subject) -> tuple[Enclosed, ...]:
        """Nothing comes along with evidence."""
        return ()


def _of(subject: Subject) -> Evidence:
    return db.session.get_one(Evidence, subject.id)


def _solution(evidence: Evidence) -> Solution:
    return db.session.get_one(Solution, evidence.solution_id)


def _rows(ids: Collection[int]) -> Sequence[AnyRow]:
    found = select(Evidence, EvidenceRemoval, Topic, Space, Agency.name, Closure.id.label("closure_id"))
    found = found.join(Solution, Solution.id == Evidence.solution_id).join(Topic, Topic.id == Solution.topic_id)
    found = found.join(Space, Space.id == Topic.space_id).join(Agency, Agency.id == Evidence.voice_id)
    found = found.outerjoin(EvidenceRemoval, EvidenceRemoval.evidence_id == Evidence.id)
    return db.session.execute(found.outerjoin(Closure, Closure.topic_id == Topic.id).where(Evidence.id.in_(ids))).all()


def _subject(evidence: Evidence, removal: EvidenceRemoval | None, topic: Topic, space: Space, agency: str,
             closure_id: int | None) -> Subject:  # fmt: skip
    hidden = removal is not None and removal.decision_id is not None
    said: Any = removal if hidden else evidence
    return Subject(
        id=evidence.id,
        kind=Evidence.kind,
        agency_id=evidence.agency_id,
        audience=space.audience,
        place_id=space.id,
        place=name_in_words(space.name, space.starter),
        within_id=topic.id,
        heading=titled(topic.title),
        author=agency,
        voice=_("what it found"),
        at=evidence.at,
        html=_html(said),
        source="\n".join(filter(None, (said.what, said.setting))),
        shown=bool(evidence.verdict),
        hidden=hidden,
        closed=closure_id is not None,
    )


def _html(said: Any) -> str:
    """Plain words, as they were typed."""
    verdict: Any = EvidenceForm.VERDICTS.get(said.verdict)
    parts = [str(verdict) if verdict else "", said.what, said.setting]
    return str(Markup("").join(Markup("<p>{}</p>").format(one) for one in parts if one))


subjects.kinds[Evidence.kind] = Told()
