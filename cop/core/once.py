"""What is sent twice makes one thing: a form is found again by the key of its page, a row by what it is of."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.exc import IntegrityError

from cop.core.db import db


def already_sent(kind: Any, mine: ColumnElement[bool], once: int | None) -> Any:
    """What this form made the first time it was sent, if it was."""
    return None if once is None else db.session.scalars(select(kind).where(mine, kind.once == once)).first()


def the_one(found: Select[Any], made: Any) -> Any:
    """The row that a select finds, locked until the transaction ends; or `made`, if there is none.

    Two that make it at the same moment, as a page and its script may, come to one row, and neither fails for it.
    """
    known = db.session.scalars(found.with_for_update()).first()
    if known is not None:
        return known
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return db.session.scalars(found.with_for_update()).one()
    return made
