"""A mute holds where the words it is about are read, when these go on in another topic."""

from sqlalchemy import delete, select

from cop.core import clock
from cop.core.db import db
from cop.trust.models.muted import Muted


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
