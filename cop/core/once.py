"""A form that was sent twice makes one thing: found again by the key that its page was given."""

from typing import Any

from sqlalchemy import ColumnElement, select

from cop.core.db import db


def already_sent(kind: Any, mine: ColumnElement[bool], once: int | None) -> Any:
    """What this form made the first time it was sent, if it was."""
    return None if once is None else db.session.scalars(select(kind).where(mine, kind.once == once)).first()
