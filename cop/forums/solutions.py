"""Reads for solutions and their evidence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import AnyRow, db
from cop.core.forms import options
from cop.core.reads import Read
from cop.core.web import find_or_404
from cop.forums import policy
from cop.forums.forms import EvidenceForm
from cop.forums.models.evidence import CHANGED, FRESH, LAST_SAID, WORKED, Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.queries import MINE
from cop.people.models.person import Person

COUNTS = (Solution.id, Solution.reply_id, Solution.worked, Solution.changed, Solution.failed)
OF_TOPIC = Read(
    select(*COUNTS, Person.name.label("author_name"), Reply.hand, Reply.body_html)
    .join(Reply, Reply.id == Solution.reply_id)
    .outerjoin(Person, Person.id == Reply.author_id)
    .where(Solution.topic_id == bindparam("topic_id"), Reply.body_html != "")
    .order_by((Solution.worked + Solution.changed).desc(), Solution.id)
)
# Where it worked at an agency that is not the reader's own.
ELSEWHERE = (
    select(Evidence.id)
    .where(Evidence.solution_id == Solution.id, Evidence.verdict.in_((WORKED, CHANGED)))
    .where(Evidence.voice_id.not_in(bindparam("own", expanding=True)))
    .exists()
)
TRAVELLED = Read(
    select(*COUNTS, Topic.title, Reply.body_html, Reply.hand, Agency.name.label("voice_name"))
    .join(Topic, Topic.id == Solution.topic_id)
    .join(Space, Space.id == Topic.space_id)
    .join(Reply, Reply.id == Solution.reply_id)
    .join(Agency, Agency.id == Reply.voice_id)
    .where(MINE, ELSEWHERE, Reply.body_html != "", Topic.body_html != "")
    .order_by(Solution.found_at.desc(), Solution.id.desc())
    .limit(bindparam("most"))
)
# What agencies told of so long ago that one of their people is asked whether it is still so.
AGED = Read(
    select(Solution.id, Evidence.id.label("evidence_id"), Topic.title, Agency.name.label("agency_name"))
    .join(Evidence, Evidence.solution_id == Solution.id)
    .join(Agency, Agency.id == Evidence.voice_id)
    .join(Topic, Topic.id == Solution.topic_id)
    .join(Space, Space.id == Topic.space_id)
    .join(Reply, Reply.id == Solution.reply_id)
    .where(MINE, Evidence.voice_id.in_(bindparam("own", expanding=True)), bindparam("before") >= LAST_SAID)
    .where(Evidence.verdict != "")
    .where(or_(Topic.agency_id == 0, Topic.agency_id == Evidence.voice_id))
    .where(Reply.body_html != "", Topic.body_html != "")
    .order_by(LAST_SAID, Evidence.id)
    .limit(1)
)


@dataclass(frozen=True)
class Found:
    """One agency's evidence, with the areas it serves."""

    id: int
    voice_id: int
    agency: str
    areas: tuple[str, ...]
    verdict: str
    what: str
    setting: str
    tried_on: date | None
    at: datetime
    last_said: datetime
    by_id: int
    hidden: bool

    @property
    def aged(self) -> bool:
        """It is so long ago that it asks to be confirmed."""
        return clock.now() - self.last_said >= FRESH


def of_topic(topic_id: int) -> Sequence[AnyRow]:
    """The solutions of a challenge whose words are there, those that travelled furthest first. One statement."""
    return OF_TOPIC.rows(topic_id=topic_id)


def travelled(viewer: Viewer, most: int) -> Sequence[AnyRow]:
    """Where it worked at another agency, what was last told or confirmed first, among what a viewer may read. One
    statement."""
    return TRAVELLED.rows(audiences=viewer.audiences, own=viewer.agency_ids, most=most)


def asks(viewer: Viewer) -> AnyRow | None:
    """What was told longest ago for an agency of the viewer's, if it is for them to say whether it is still so (see
    policy.tellers). One statement, and none for whoever speaks for no agency."""
    own = [agency_id for agency_id in viewer.agency_ids if viewer.may_write_to(agency_id)]
    given = {"audiences": viewer.audiences, "own": own, "before": clock.now() - FRESH}
    return next(iter(AGED.rows(**given)), None) if own else None


def find(viewer: Viewer, solution_id: int, lock: bool = False) -> tuple[Solution, Topic]:
    """404 for one that does not exist or whose topic is for others. `lock`: its counts are about to change."""
    known = select(Solution)
    solution = find_or_404(known.with_for_update() if lock else known, id=solution_id)
    seen = Topic.visible_to(viewer).options(joinedload(Topic.space))
    return solution, find_or_404(seen, id=solution.topic_id)


def evidence(solution: Solution) -> tuple[list[Found], list[Found]]:
    """What stands there, those where it worked first, then by agency; and what was removed. Two statements."""
    told = select(Evidence, Agency.name, EvidenceRemoval.decision_id).join(Agency, Agency.id == Evidence.voice_id)
    told = told.outerjoin(EvidenceRemoval, EvidenceRemoval.evidence_id == Evidence.id)
    rows = db.session.execute(told.where(Evidence.solution_id == solution.id)).all()
    serving = select(AgencyArea.served_by_id, AgencyArea.area_slug).where(
        AgencyArea.served_by_id.in_([one.voice_id for one, *_ in rows])
    )
    served: dict[int, list[str]] = defaultdict(list)
    for agency_id, area in db.session.execute(serving):
        served[agency_id].append(area)
    found = [
        Found(one.id, one.voice_id, name, tuple(served[one.voice_id]), one.verdict, one.what, one.setting,
              one.tried_on, one.at, one.last_said, one.by_id, decision_id is not None)
        for one, name, decision_id in rows
    ]  # fmt: skip
    order = list(EvidenceForm.VERDICTS)
    standing = sorted((one for one in found if one.verdict), key=lambda one: (order.index(one.verdict), one.agency))
    return standing, [one for one in found if not one.verdict]


def find_evidence(
    viewer: Viewer, solution_id: int, evidence_id: int, lock: bool = False
) -> tuple[Solution, Topic, Evidence]:
    solution, topic = find(viewer, solution_id, lock)
    return solution, topic, find_or_404(Evidence.of(solution), id=evidence_id)


def tellers(viewer: Viewer, topic: Topic, solution: Solution) -> list[Any]:
    """As below. Two statements."""
    hidden = select(Evidence.voice_id).join(EvidenceRemoval, EvidenceRemoval.evidence_id == Evidence.id)
    hidden = hidden.where(Evidence.solution_id == solution.id, EvidenceRemoval.decision_id.is_not(None))
    proposed = db.session.scalar(select(Reply.body_html).where(Reply.id == solution.reply_id))
    return tellers_of(viewer, topic, proposed or "", db.session.scalars(hidden).all())


def tellers_of(viewer: Viewer, topic: Topic, proposed: str, hidden: Sequence[int]) -> list[Any]:
    """The agencies for which a viewer may say what was found: none while what was `proposed` is gone, and not those
    whose evidence was `hidden`."""
    mine = policy.tellers(viewer, topic) if proposed else []
    return [one for one in mine if one.agency_id not in hidden]


def name_of(evidence: Evidence) -> str:
    """The agency that it speaks for. One statement."""
    return db.session.scalars(select(Agency.name).where(Agency.id == evidence.voice_id)).one()


def told_before(evidence: Evidence) -> Sequence[EvidenceVersion]:
    """The newest first. One statement."""
    return db.session.scalars(EvidenceVersion.of(evidence).order_by(EvidenceVersion.id.desc())).all()


def mark(told: Evidence | Found) -> str:
    """Changes whenever what an agency found is told anew."""
    return f"{told.id}-{told.at.timestamp():.6f}"


def form_for(tellers: Sequence[Any], told: Sequence[Found] = ()) -> EvidenceForm:
    """For whom one may speak; with what stands there already, where that is one agency's."""
    standing = next((one for one in told if [one.voice_id] == [teller.agency_id for teller in tellers]), None)
    given = {name: getattr(standing, name) for name in ("verdict", "what", "setting", "tried_on")} if standing else {}
    form = EvidenceForm(data=given | ({"known": mark(standing)} if standing else {}))
    form.agency.choices = options({one.agency_slug: one.agency_name for one in tellers})
    if form.agency.data is None and tellers:
        form.agency.data = tellers[0].agency_slug
    return form
