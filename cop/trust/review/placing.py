"""When what was written is for others than it was, so is all that was said and decided about it."""

from typing import Any

from sqlalchemy import update

from cop.core.db import db
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.redaction import Redaction

KINDS: tuple[Any, ...] = (Flag, CheckOn, ReviewDecision, Redaction)


def place_anew(subject_ids: Any, **to: Any) -> None:
    """`subject_ids`: a select. `to`: an `audience`, a `place_id`. In the scope in force; a statement for each kind.

    Whoever looks after it now finds it, and those who did before find nothing more: a flag raised before a space was
    for peers only must not wait for anyone's boss.
    """
    for kind in KINDS:
        theirs = update(kind).where(kind.subject_id.in_(subject_ids))
        db.session.execute(theirs.values(**to).execution_options(synchronize_session=False))
