"""Who sees what: the scope of a request, a socket event, a job or a command, and the first two walls around it.

Wall 1 is here, in the ORM: every statement's tables are walked, owned rows are filtered to the scope, and whatever
can't be filtered is refused. Wall 2 is PostgreSQL's row-level security (see the migrations), told the scope from here.
Wall 3 is in the models: foreign keys that carry the agency.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Delete, ForeignKey, Insert, Table, TextClause, Update, event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, declared_attr, mapped_column, with_loader_criteria
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import TextualSelect

from cop.core.db import Id, db

COMMONWEALTH = 0  # the agency whose rows every agency shares: a sentinel, so that no key is ever NULL
EVERY_AGENCY = "(SELECT string_agg(id::text, ',') FROM agency)"


class WallError(RuntimeError):
    """A statement or a write that would pass a tenant's wall."""


class NoScopeError(WallError):
    """Owned rows were asked for outside any scope."""


class Owned:
    """A row of one agency, or of the Commonwealth."""

    @declared_attr
    def agency_id(cls) -> Mapped[int]:
        return mapped_column(Id, ForeignKey("agency.id"), info={"owned": True})


@dataclass(frozen=True)
class Scope:
    """The agencies whose rows may be read and written; `everywhere` means all of them."""

    agency_ids: frozenset[int] = frozenset()
    everywhere: bool = False

    def holds(self, agency_id: int) -> bool:
        return self.everywhere or agency_id in self.agency_ids

    @cached_property
    def setting(self) -> str:
        """What PostgreSQL's row-level security is told."""
        return ",".join(map(str, sorted(self.agency_ids)))

    @cached_property
    def criteria(self) -> Any:
        """What the ORM adds to every read of an owned entity."""
        ids = sorted(self.agency_ids)
        return with_loader_criteria(Owned, lambda cls: cls.agency_id.in_(ids), include_aliases=True)


NOBODY = Scope()
EVERYWHERE = Scope(everywhere=True)
_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """Raises NoScopeError outside any scope."""
    scope = _scope.get()
    if scope is None:
        raise NoScopeError("owned rows were asked for outside any scope")
    return scope


def enter(scope: Scope | None) -> None:
    """From here on, in this thread or task: for those who end a scope in another call than the one that began it."""
    _scope.set(scope)


@contextmanager
def within(scope: Scope) -> Iterator[Scope]:
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


def agencies(*ids: int) -> Scope:
    """The Commonwealth and some agencies: what a member of them sees."""
    return Scope(frozenset((COMMONWEALTH, *ids)))


@contextmanager
def everywhere() -> Iterator[Scope]:
    """The rare way past the first wall, easy to find: sign-in, set-up, checks and sweeps over all agencies."""
    with within(EVERYWHERE) as scope:
        yield scope


# Wall 1: reads.

_walks: WeakKeyDictionary[Any, tuple[frozenset[str], frozenset[str]]] = WeakKeyDictionary()


def _walked(statement: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The walk of a statement; that of one that is used again (made once, for a hot page) is remembered."""
    known = _walks.get(statement)
    if known is None:
        known = _walks[statement] = _walk(statement)
    return known


def is_owned(table: Any) -> bool:
    return isinstance(table, Table) and "agency_id" in table.c and bool(table.c.agency_id.info.get("owned"))


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
    if not state.is_orm_statement or touched - as_entities:
        raise WallError(f"bare tables can't be filtered: select the entities of {touched - as_entities}")
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


# Wall 2: PostgreSQL is told the scope, for the length of the transaction only.


def tell_database(session: Session, scope: Scope) -> None:
    connection = session.connection()  # begins a transaction if there is none, which forgets what the last was told
    if session.info.get("told") is not scope:
        tell_connection(connection, scope)
        session.info["told"] = scope


def tell_connection(connection: Connection, scope: Scope) -> None:
    if connection.dialect.name != "postgresql":
        return
    value = EVERY_AGENCY if scope.everywhere else f"'{scope.setting}'"
    connection.exec_driver_sql(f"SELECT set_config('cop.agencies', {value}, true)")


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
