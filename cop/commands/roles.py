"""The application's role on PostgreSQL: one that owns nothing, so that row-level security holds it (wall 2)."""

from typing import Any

import click
from sqlalchemy import Connection, make_url

from cop.commands.database import owner_engine
from cop.config import Settings
from cop.core.tenancy import APP_GRANTS

HELD = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"


def fix(settings: Settings) -> None:
    """Makes the role that COP_DATABASE_URL names, and gives it the use of what COP_OWNER_DATABASE_URL's role owns.

    Safe to repeat. Raises UsageError where there are not two roles to keep apart.
    """
    app, owner = make_url(settings.database_url), make_url(settings.owner_database_url or settings.database_url)
    if not settings.on_postgresql:
        raise click.UsageError("SQLite has no roles. Set COP_DATABASE_URL to a PostgreSQL database.")
    if app.username is None or app.username == owner.username:
        raise click.UsageError(
            "Give COP_DATABASE_URL a role of its own, and COP_OWNER_DATABASE_URL the role that owns the tables."
        )
    engine = owner_engine(settings)
    with engine.begin() as connection:
        _make(connection, app.username, app.password)
    engine.dispose()
    click.echo(f"The role {app.username} can use the tables, and owns nothing.")


def _make(connection: Connection, name: str, password: Any) -> None:
    role = connection.dialect.identifier_preparer.quote(name)
    known = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).first()
    connection.exec_driver_sql(f"{'ALTER' if known else 'CREATE'} ROLE {role} {HELD}")
    if password:
        literal = connection.exec_driver_sql("SELECT quote_literal(%s)", (str(password),)).scalar()
        connection.exec_driver_sql(f"ALTER ROLE {role} PASSWORD {literal}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {role}")
    for grant in APP_GRANTS:
        connection.exec_driver_sql(f"GRANT {grant} IN SCHEMA public TO {role}")
