"""What was removed is kept for a while, to be given back. Then it goes for good, its earlier versions too.

What was hidden is kept for longer while an appeal waits for its answer."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from cop.core import clock, jobs
from cop.core.db import db
from cop.forums.models.annex import AnnexPost
from cop.forums.models.evidence import Evidence
from cop.forums.models.merge import take_tags_back
from cop.forums.models.reply import Reply
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.trust.models.appeal import Appeal

DAY = timedelta(days=1)


def forget(payload: dict[str, Any]) -> None:
    """Safe to repeat. One that was given back, or removed anew since, is not touched."""
    removal = db.session.get(Removal, payload["removal_id"])
    if removal is None or not removal.is_over(clock.now()):
        return
    if _is_asked_about(removal.decision_id):
        jobs.add("forget-removal", removal.agency_id, payload, due_at=clock.now() + DAY)
        return
    kinds: tuple[type[Any], ...] = (Topic, Reply, AnnexPost)
    for kind in kinds:
        if (post_id := getattr(removal, f"{kind.kind}_id")) is not None:
            db.session.get_one(kind, post_id).forget_for_good()
            take_tags_back([post_id])
    removal.empty()


def forget_evidence(payload: dict[str, Any]) -> None:
    """The same for what an agency found. What was told before it goes too, unless it was told anew since."""
    removal = db.session.get(EvidenceRemoval, payload["removal_id"])
    if removal is None or not removal.is_over(clock.now()):
        return
    if _is_asked_about(removal.decision_id):
        jobs.add("forget-evidence-removal", removal.agency_id, payload, due_at=clock.now() + DAY)
        return
    evidence = db.session.get_one(Evidence, removal.evidence_id)
    if not evidence.verdict:
        db.session.execute(delete(EvidenceVersion).where(EvidenceVersion.evidence_id == evidence.id))
    if removal.decision_id is None:
        db.session.delete(removal)
    else:
        removal.empty()


def _is_asked_about(decision_id: int | None) -> bool:
    asked = Appeal.of(decision_id) if decision_id else None
    return asked is not None and asked.is_open


jobs.register("forget-removal", forget)
jobs.register("forget-evidence-removal", forget_evidence)
