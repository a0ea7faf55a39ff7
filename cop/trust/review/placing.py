"""What was said and decided about posts, when these go to another place, or theirs is for fewer people."""

from typing import Any

from sqlalchemy import ColumnElement, update

from cop.core.db import db
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.redaction import Redaction

KINDS: tuple[Any, ...] = (Flag, CheckOn, ReviewDecision, Redaction)


def place(subject_ids: Any, place_id: int, audience: str) -> None:
    """In the scope in force. From now on those who look after that place look after it: a flag raised before must not
    wait for anyone's boss."""
    for kind in KINDS:
        _put(kind, kind.subject_id.in_(subject_ids), place_id=place_id, audience=audience)


def let_see(subject_ids: Any, audience: str) -> None:
    """Where they are they stay."""
    for kind in KINDS:
        _put(kind, kind.subject_id.in_(subject_ids), audience=audience)


def narrow(place_id: int, audience: str) -> None:
    for kind in KINDS:
        _put(kind, kind.place_id == place_id, audience=audience)


def _put(kind: Any, which: ColumnElement[bool], **values: object) -> None:
    db.session.execute(update(kind).where(which).values(**values).execution_options(synchronize_session=False))
