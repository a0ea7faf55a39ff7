"""Wall 1, in the ORM: every statement's tables are walked, owned rows are filtered to the scope, and whatever can't be
filtered is refused. Writes are checked row by row before they leave.
"""

from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Delete, Insert, TextClause, Update, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import TextualSelect

from cop.core.db import db
from cop.core.tenancy import Owned, WallError, current_scope, is_owned, tell_database

_walks: WeakKeyDictionary[Any, tuple[frozenset[str], frozenset[str]]] = WeakKeyDictionary()


def _walked(statement: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The walk of a statement; that of one that is used again (made once, for a hot page) is remembered."""
    known = _walks.get(statement)
    if known is None:
        known = _walks[statement] = _walk(statement)
    return known


def _walk(statement: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The owned tables that a statement touches, and those it touches as entities, which can be filtered.

    Raises WallError for raw SQL.
    """
    touched: set[str] = set()
    as_entities: set[str] = set()
    element: Any
    for element in visitors.iterate(statement):
        if isinstance(element, TextClause | TextualSelect):
            raise WallError("raw SQL passes the first wall: write it with the ORM")
        if is_owned(element):
            touched.add(element.name)
        entity = element._annotations.get("parententity")
        if entity is not None and is_owned(entity.mapper.local_table):
            as_entities.add(entity.mapper.local_table.name)
    return frozenset(touched), frozenset(as_entities)


def refuse_bare(statement: Any) -> None:
    """Raises WallError for a read whose owned rows could not all be filtered."""
    touched, as_entities = _walked(statement)
    if touched - as_entities:
        raise WallError(f"bare tables can't be filtered: select the entities of {touched - as_entities}")


def guard_statement(state: ORMExecuteState) -> None:
    """Filters or refuses one statement. Raises WallError or NoScopeError."""
    statement = state.statement
    if isinstance(statement, Insert):
        return _guard_rows(state, statement.table)
    touched, as_entities = _walked(statement)
    if isinstance(statement, Update | Delete) and is_owned(statement.table):
        touched |= {statement.table.name}  # type: ignore[union-attr]
        as_entities |= {statement.table.name}  # type: ignore[union-attr]
        if state.is_executemany:
            raise WallError("a bulk update by primary key can't be filtered: change the objects instead")
    if not touched | as_entities:
        return None
    scope = current_scope()
    tell_database(state.session, scope)
    if scope.everywhere:
        return None
    if not state.is_orm_statement:
        raise WallError(f"bare tables can't be filtered: select the entities of {touched}")
    refuse_bare(statement)
    state.statement = statement.options(scope.criteria)
    return None


def _guard_rows(state: ORMExecuteState, table: Any) -> None:
    """An insert in bulk: every row must name an agency of the scope."""
    if not is_owned(table):
        return
    scope = current_scope()
    tell_database(state.session, scope)
    rows = state.parameters or getattr(state.statement, "_values", None) or {}
    for row in [rows] if isinstance(rows, Mapping) else rows:
        if not scope.holds(row.get("agency_id", -1)):
            raise WallError(f"a row of {table.name} for an agency outside the scope")


# Wall 1: writes.


def guard_flush(session: Session, *_: Any) -> None:
    """Checks each changed row's agency before it is written. Raises WallError."""
    rows = [row for row in (*session.new, *session.dirty, *session.deleted) if isinstance(row, Owned)]
    if not rows:
        return
    scope = current_scope()
    tell_database(session, scope)
    for row in rows:
        if row.agency_id is None or not scope.holds(row.agency_id):
            raise WallError(f"{type(row).__name__} would be written to an agency outside the scope")


def _forget_told(session: Session, *_: Any) -> None:
    session.info.pop("told", None)


def init_app() -> None:
    """Builds the walls around every session. Safe to call again: an event listens once."""
    session = db.session.session_factory
    if not event.contains(session, "do_orm_execute", guard_statement):
        event.listen(session, "do_orm_execute", guard_statement)
        event.listen(session, "before_flush", guard_flush)
        event.listen(session, "after_begin", _forget_told)
        event.listen(session, "after_soft_rollback", _forget_told)
