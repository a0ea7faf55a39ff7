"""Reads made once, with the first wall built in, for the pages that are opened most."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.orm import with_loader_criteria

from cop.core.db import AnyRow, AnySelect, db
from cop.core.tenancy import Owned, current_scope, tell_database
from cop.core.walls import refuse_bare

AGENCIES: Any = bindparam("scope_agencies", expanding=True)
IN_SCOPE = with_loader_criteria(Owned, lambda kind: kind.agency_id.in_(AGENCIES), include_aliases=True)
# The same, but no index is looked up by it: a sum is no column to either database.
AS_MET = with_loader_criteria(Owned, lambda kind: (kind.agency_id + 0).in_(AGENCIES), include_aliases=True)


class Read:
    """A select of columns that is run again and again with other values (its bindparams).

    It is filtered to the scope in force as any other read is, but the filter is part of the statement, so that nothing
    is worked out anew each time; and it goes past the ORM's session, which does more than rows of columns need.

    A read `in_order` takes the first few rows that an index gives in the right order and are in the scope, where
    looking up all that are in the scope and sorting them would take ever longer.
    """

    def __init__(self, statement: AnySelect, in_order: bool = False) -> None:
        self.statement = statement
        self.wall = AS_MET if in_order else IN_SCOPE

    @cached_property
    def walled(self) -> AnySelect:
        """Raises WallError for a statement that can't be filtered."""
        refuse_bare(self.statement)
        return self.statement.options(self.wall)

    def rows(self, **values: Any) -> Sequence[AnyRow]:
        """One statement. Raises NoScopeError outside any scope."""
        scope = current_scope()
        connection = tell_database(db.session(), scope)
        if scope.everywhere:
            return connection.execute(self.statement, values).all()
        return connection.execute(self.walled, values | {"scope_agencies": scope.ordered}).all()
