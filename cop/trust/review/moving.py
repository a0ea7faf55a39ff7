"""What was said and decided about posts goes along with them when they are read in another place."""

from typing import Any

from sqlalchemy import delete, or_, select, update

from cop.core import clock
from cop.core.db import db
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.muted import Muted
from cop.trust.models.redaction import Redaction

KINDS: tuple[Any, ...] = (Flag, CheckOn, ReviewDecision, Redaction)


def put(subject_ids: Any, place_id: int, audience: str) -> None:
    """Who looks after a place looks after what is read there. `subject_ids`: a select of them."""
    for kind in KINDS:
        other = or_(kind.place_id != place_id, kind.audience != audience)
        theirs = update(kind).where(kind.subject_id.in_(subject_ids), other)
        there = theirs.values(place_id=place_id, audience=audience)
        db.session.execute(there.execution_options(synchronize_session=False))


def mute_too(within_id: int, other_id: int) -> None:
    """Who may not write in one topic for a time may not write in the other, in which its words went on.

    Hands are left out: one belongs to its topic, and the same number stands for somebody else in another.
    """
    held = select(Muted).where(Muted.within_id == within_id, Muted.until > clock.now(), Muted.hand.is_(None))
    for one in db.session.scalars(held).all():
        db.session.add(Muted(agency_id=one.agency_id, author_id=one.author_id, within_id=other_id, until=one.until,
                             decision_id=one.decision_id))  # fmt: skip
    db.session.flush()


def mute_no_longer(within_id: int, other_id: int) -> None:
    """In the other, for what was decided in the first."""
    decided = db.session.scalars(select(Muted.decision_id).where(Muted.within_id == within_id)).all()
    mine = (Muted.within_id == other_id, Muted.decision_id.in_(decided))
    db.session.execute(delete(Muted).where(*mine).execution_options(synchronize_session=False))
