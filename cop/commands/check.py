"""`cop check`: is everything here as it must be? One line for each question; it fails when an answer is no."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from redis import Redis, RedisError
from sqlalchemy import make_url, select
from sqlalchemy.exc import SQLAlchemyError

from cop.agencies.models.agency import Agency
from cop.commands import matrix, roles
from cop.commands.database import alembic_config
from cop.commands.settings import in_house
from cop.config import PSEUDONYM_KEY, Settings
from cop.core import storage, tenancy
from cop.core.db import db
from cop.trust.models.trail import broken

Answer = tuple[bool, str]
FORCED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
POLICIES = "SELECT tablename FROM pg_policies"
ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


@click.command()
@click.option("--matrix", "with_matrix", is_flag=True, help="Print who may do what, everywhere.")
@click.option("--fix-roles", is_flag=True, help="PostgreSQL: make the application's role, which owns nothing.")
@in_house
def check(with_matrix: bool, fix_roles: bool) -> None:
    """Check the configuration, the walls between agencies, and the trails of what was done."""
    if with_matrix:
        return matrix.show()
    if fix_roles:
        return roles.fix(_settings())
    answers = [answer for question in QUESTIONS for answer in _ask(question)]
    for good, words in answers:
        click.echo(f"{'ok     ' if good else 'PROBLEM'}  {words}")
    if not all(good for good, _ in answers):
        raise SystemExit(1)
    return None


def _ask(question: Callable[[], Iterator[Answer]]) -> Iterator[Answer]:
    try:
        yield from question()
    except (SQLAlchemyError, RedisError, OSError) as error:
        yield False, f"{(question.__doc__ or '').strip()}: {type(error).__name__}"
    finally:
        db.session.rollback()


def database() -> Iterator[Answer]:
    """The database answers and its schema is up to date"""
    script = ScriptDirectory.from_config(alembic_config(_settings()))
    now = MigrationContext.configure(db.session.connection()).get_current_revision()
    newest = script.get_current_head()
    yield now == newest, f"The schema is at {now}, and the newest is {newest} (cop db upgrade)."


def first_wall() -> Iterator[Answer]:
    """Owned rows can't be read without a scope"""
    owned = _owned()
    try:
        tenancy.current_scope()
        yield False, "A command began inside a scope: the first wall is open."
    except tenancy.NoScopeError:
        yield True, f"{len(owned)} owned tables can't be read without a scope."


def second_wall() -> Iterator[Answer]:
    """PostgreSQL keeps each agency's rows apart"""
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        yield True, "SQLite has no row-level security: the first and third walls hold here."
        return
    guarded = {row[0] for row in connection.exec_driver_sql(FORCED)} & {
        row[0] for row in connection.exec_driver_sql(POLICIES)
    }
    bare = sorted(set(_owned()) - guarded)
    yield not bare, f"Row-level security is forced on every owned table{_but(bare)}."
    passes = connection.exec_driver_sql(ROLE).scalar()
    yield (
        not passes,
        (
            "The application's role passes row-level security: give COP_DATABASE_URL a role of its own and the tables' "
            "owner to COP_OWNER_DATABASE_URL."
            if passes
            else "The application's role is held to row-level security."
        ),
    )


def third_wall() -> Iterator[Answer]:
    """Foreign keys between owned tables carry the agency"""
    open_keys = [
        f"{table.name}.{'+'.join(key.column_keys)}"
        for table in db.metadata.sorted_tables
        if tenancy.is_owned(table)
        for key in table.foreign_key_constraints
        if tenancy.is_owned(key.referred_table) and not tenancy.carries_agency(key)
    ]
    yield (
        not open_keys,
        f"Every key between owned tables carries the agency{': not ' + ', '.join(open_keys) if open_keys else ''}.",
    )


def doors() -> Iterator[Answer]:
    """Who may do what was reviewed for every address"""
    missing = matrix.missing()
    yield not missing, f"Who may do what was reviewed for every address (--matrix){_but(missing)}."


def trails() -> Iterator[Answer]:
    """The trails of what was done are whole"""
    with tenancy.everywhere():
        for number, slug in db.session.execute(select(Agency.id, Agency.slug).order_by(Agency.id)).all():
            wrong, count, last = broken(number)
            if wrong is not None:
                yield False, f"The trail of {slug} was changed at entry {wrong}."
            elif count:
                yield True, f"The trail of {slug} is whole: {count} entries, the last {last[:16]}."


def files() -> Iterator[Answer]:
    """The place for files can be written and read"""
    yield storage.answers(), f"Files are kept in {_settings().files_url or _settings().data / 'files'}."


def pseudonym_key() -> Iterator[Answer]:
    """The key to posts without a name is kept apart from them"""
    settings = _settings()
    database, key = make_url(settings.database_url), settings.data / PSEUDONYM_KEY
    beside = key.exists() and database.drivername == "sqlite" and Path(database.database or "").parent == settings.data
    yield (
        settings.demo or not beside,
        (
            f"The key to posts without a name lies in {settings.data}, beside the database: whoever copies that folder "
            "has both. Put it into COP_PSEUDONYM_KEYS, and take the file away."
            if beside and not settings.demo
            else "The key to posts without a name is kept apart from them, or this is the demo."
        ),
    )


def redis() -> Iterator[Answer]:
    """Redis answers"""
    url = _settings().redis_url
    if url:
        Redis.from_url(url).ping()
    yield True, "Redis answers." if url else "No Redis: one process serves, and does the jobs."


def _but(names: list[str]) -> str:
    return f", but not {', '.join(names)}" if names else ""


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _owned() -> list[str]:
    return [table.name for table in db.metadata.sorted_tables if tenancy.is_owned(table)]


QUESTIONS = (database, first_wall, second_wall, third_wall, doors, trails, files, pseudonym_key, redis)
