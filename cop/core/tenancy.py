"""Who sees what: the scope of a request, a socket event, a job or a command.

Three walls stand around it. Wall 1 is in the ORM (core.walls). Wall 2 is PostgreSQL's row-level security (see the
migrations), told the scope from here. Wall 3 is in the models: foreign keys that carry the agency.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, String, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, with_loader_criteria
from sqlalchemy.sql.functions import GenericFunction

from cop.core.db import Id

COMMONWEALTH = 0  # the agency whose rows every agency shares: a sentinel, so that no key is ever NULL
# What the application's role may do on PostgreSQL; it owns nothing, so that row-level security holds it (wall 2).
APP_GRANTS = ("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE ON ALL SEQUENCES")
EVERY_AGENCY = "(SELECT string_agg(id::text, ',') FROM agency)"


# Marks the column that names the agency a row of the Commonwealth came from, where the row stays that agency's own:
# all may read it, it is in the agency's takeout, and it is erased with the agency.
THEIRS = {"theirs": True}


# Marks a column that is always the Commonwealth's number (a check of the database sees to it): a key with it leads to
# what all agencies share, from a row of one agency's own.
COMMONS = {"commons": True}


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
    def ordered(self) -> list[int]:
        return sorted(self.agency_ids)

    @cached_property
    def setting(self) -> str:
        """What PostgreSQL's row-level security is told."""
        return ",".join(map(str, self.ordered))

    @cached_property
    def criteria(self) -> Any:
        """What the ORM adds to every read of an owned entity."""
        ids = self.ordered
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


def is_owned(table: Any) -> bool:
    return isinstance(table, Table) and "agency_id" in table.c and bool(table.c.agency_id.info.get("owned"))


def carries_agency(key: Any) -> bool:
    """Whether a foreign key to an owned row can't lead to another agency's: wall 3."""
    return "agency_id" in key.column_keys or any(column.info.get("commons") for column in key.columns)


def whose(table: Table) -> Column[int]:
    """The column of an owned table that says whose a row is, for those who take theirs along or have it erased."""
    return next((column for column in table.c if column.info.get("theirs")), table.c.agency_id)


# Wall 2: PostgreSQL is told the scope, for the length of the transaction only.


def tell_database(session: Session, scope: Scope) -> Connection:
    """The session's connection, which knows the scope from here to the end of its transaction."""
    connection = session.connection()  # begins a transaction if there is none, which forgets what the last was told
    if session.info.get("told") is not scope:
        tell_connection(connection, scope)
        session.info["told"] = scope
    return connection


def tell_connection(connection: Connection, scope: Scope) -> None:
    if connection.dialect.name != "postgresql":
        return
    value = EVERY_AGENCY if scope.everywhere else f"'{scope.setting}'"
    connection.exec_driver_sql(f"SELECT set_config('cop.agencies', {value}, true)")


class narrowed_to(GenericFunction[str]):  # noqa: N801 - it reads as the function that it is
    """In a read's columns: tells the database, in that same statement, the agencies that the read itself finds.

    Its argument joins their ids with commas, and is NULL where there are none; the Commonwealth is added. What the
    database was told comes back as the column's value, for `believe` to compare. There is nothing to tell SQLite.
    """

    type = String()
    inherit_cache = True


@compiles(narrowed_to, "sqlite")
def _tell_nobody(_element: Any, _compiler: Any, **_: Any) -> str:
    return "NULL"


@compiles(narrowed_to, "postgresql")
def _tell_while_reading(element: Any, compiler: Any, **more: Any) -> str:
    found = compiler.process(element.clauses, **more)
    return f"set_config('cop.agencies', concat_ws(',', '{COMMONWEALTH}', {found}), true)"


def believe(session: Session, told: str | None, scope: Scope) -> None:
    """After a read with `narrowed_to`: the database need not be told a scope that it was told by the read.

    Where the read found other agencies than the scope has, whatever comes next tells the database anew.
    """
    if told is None:
        return
    same = frozenset(map(int, told.split(","))) == scope.agency_ids
    session.info["told"] = scope if same else None
