"""Runs migrations on both databases: all of one `upgrade` or nothing.

On SQLite foreign keys are off while tables are rebuilt (a rebuild would delete their children), the transaction is
begun by hand, and every foreign key is checked before it ends. On PostgreSQL the owner migrates and the application's
role, which owns nothing, is granted the use of the tables.
"""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine

from cop.core.db import Base, Moment
from cop.core.tenancy import APP_GRANTS

SEARCH = ("search_fts",)


def include_object(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Search tables and their generated column are written by hand in a migration."""
    return (
        not (name or "").startswith(SEARCH)
        and not (kind == "column" and name == "document")
        and name != "ix_search_entry_document"
    )


def render_item(kind: str, thing: Any, autogen: Any) -> str | bool:
    if kind == "type" and isinstance(thing, Moment):
        autogen.imports.add("from cop.core.db import Moment")
        return "Moment()"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=False,
        include_object=include_object,
        render_item=render_item,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()


def on_sqlite(engine: Engine) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                migrate(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"a migration left rows that point nowhere: {broken[:5]}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def on_postgresql(engine: Engine, app_role: str | None) -> None:
    with engine.begin() as connection:
        migrate(connection)
        if app_role:
            role = connection.dialect.identifier_preparer.quote(app_role)
            for grant in APP_GRANTS:
                connection.exec_driver_sql(f"GRANT {grant} IN SCHEMA public TO {role}")


def run() -> None:
    engine: Engine = context.config.attributes["engine"]
    if engine.dialect.name == "sqlite":
        on_sqlite(engine)
    else:
        on_postgresql(engine, context.config.attributes.get("app_role"))


run()
