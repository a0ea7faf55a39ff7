"""Where the data is while it is measured: SQLite always, PostgreSQL where the tests' address of it is given."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

from cop.core import tenancy
from cop.core.db import db
from tests import databases


def settings(data: Path, backend: str) -> dict[str, str]:
    """The environment of a community with a database of its own."""
    data.mkdir(exist_ok=True)
    made = databases.make(backend, data, "bench")
    addresses = {"COP_DATABASE_URL": made.database_url, "COP_OWNER_DATABASE_URL": made.owner_database_url}
    return os.environ | {"COP_DATA": str(data), "COP_DEMO": "1", "COP_UNLIMITED": "1"} | addresses


@contextmanager
def without_row_security(env: dict[str, str]) -> Iterator[None]:
    """PostgreSQL's own wall taken down for a while, to see what it costs."""
    _switch(env, "DISABLE")
    yield
    _switch(env, "ENABLE")


def _switch(env: dict[str, str], how: str) -> None:
    engine = create_engine(env["COP_OWNER_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:  # table by table: all in one transaction would lock against the server's reads
        for table in db.metadata.sorted_tables:
            if tenancy.is_owned(table):
                connection.exec_driver_sql(f"ALTER TABLE {table.name} {how} ROW LEVEL SECURITY")
    engine.dispose()
