"""The schema, and getting ready to serve."""

import click
from alembic import command
from alembic.config import Config
from flask import current_app
from sqlalchemy import Engine, create_engine, func, make_url

from cop.commands.settings import in_house
from cop.config import ROOT, Settings
from cop.core import db as database
from cop.core.db import db as sessions
from cop.demo import load
from cop.people.models.person import Person


def alembic_config(settings: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = owner_engine(settings)
    config.attributes["app_role"] = make_url(settings.database_url).username if settings.owner_database_url else None
    return config


def owner_engine(settings: Settings) -> Engine:
    """Connects as the owner of the tables, who migrates them."""
    engine = create_engine(settings.owner_database_url or settings.database_url)
    if engine.dialect.name == "sqlite":
        database.prepare_sqlite(engine)
    return engine


@click.group()
def db() -> None:
    """Move the database's schema up or down."""


@db.command()
@click.argument("revision", default="head")
@in_house
def upgrade(revision: str) -> None:
    """Bring the schema up to date."""
    command.upgrade(alembic_config(current_app.extensions["settings"]), revision)


@db.command()
@click.argument("revision")
@in_house
def downgrade(revision: str) -> None:
    """Take the schema back to a revision."""
    command.downgrade(alembic_config(current_app.extensions["settings"]), revision)


@db.command()
@click.argument("message")
@in_house
def revision(message: str) -> None:
    """Draft a migration from what changed in the models."""
    command.revision(alembic_config(current_app.extensions["settings"]), message, autogenerate=True)


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Load the example community once.")
@in_house
def prepare(with_demo: bool) -> None:
    """Make everything ready to serve: the schema, and in a demo its people."""
    settings: Settings = current_app.extensions["settings"]
    command.upgrade(alembic_config(settings), "head")
    if with_demo and not sessions.session.scalar(Person.known().with_only_columns(func.count(Person.id))):
        click.echo("==> Loading the demo community")
        load.load(click.echo)
