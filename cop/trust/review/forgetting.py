"""When what was written is erased, so is everything that was said and decided about it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update

from cop.core.db import db
from cop.people import erasure
from cop.trust.models.appeal import Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.muted import Muted
from cop.trust.models.redaction import Redaction


def forget(subject_ids: Collection[int]) -> None:
    """In the scope in force. What points at a decision goes before it."""
    decided = select(ReviewDecision.id).where(ReviewDecision.subject_id.in_(subject_ids))
    for kind in (Appeal, Muted):
        db.session.execute(delete(kind).where(kind.decision_id.in_(decided)))
    kinds: tuple[Any, ...] = (Flag, CheckOn, Redaction, ReviewDecision)
    for kind in kinds:
        db.session.execute(delete(kind).where(kind.subject_id.in_(subject_ids)))


def take_back_appeals(subject_ids: Any) -> None:
    """Of someone who takes back all they wrote: that they asked stays, and not with which words."""
    decided = select(ReviewDecision.id).where(ReviewDecision.subject_id.in_(subject_ids))
    db.session.execute(update(Appeal).where(Appeal.decision_id.in_(decided)).values(words=""))


def take_notes_back(person_id: int) -> None:
    for kind in (Flag, CheckOn):
        db.session.execute(update(kind).where(kind.by_id == person_id).values(note=""))


erasure.take_back.append(take_notes_back)
