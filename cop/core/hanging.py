"""Erasing rows with all that hangs on them: whatever has a key to them goes first, also what a later feature adds."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from cop.core.db import Base, db


def erase(kind: Any, agency_id: int, which: ColumnElement[bool]) -> None:
    """Rows of one kind and one agency. What the database itself takes away or lets go of (`ondelete`) is left to it."""
    mine = (kind.agency_id == agency_id, which)
    for below, column in _below(kind):
        erase(below, agency_id, column.in_(select(kind.id).where(*mine)))
    db.session.execute(delete(kind).where(*mine).execution_options(synchronize_session=False))


def _below(kind: Any) -> Iterator[tuple[Any, Any]]:
    """The kinds with a key to the ids of this one, each with the column that holds it. Not itself: it goes at once."""
    for mapper in Base.registry.mappers:
        table: Any = mapper.local_table
        if table is not kind.__table__:
            for key in table.foreign_keys:
                if key.column is kind.__table__.c.id and key.ondelete is None:
                    yield mapper.class_, mapper.get_property_by_column(key.parent).class_attribute
