"""Many rows at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from cop.core import tenancy
from cop.core.db import Base, db


def add(kind: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts them in one statement. The first wall checks each row's agency; the second is told the scope here,
    because it is told with reads and flushes, and this is neither.
    """
    if not rows:
        return
    if issubclass(kind, tenancy.Owned):
        tenancy.tell_database(db.session(), tenancy.current_scope())
    db.session.execute(insert(kind), list(rows))
