"""The `cop` command: everything whoever hosts Lantern types."""

import os
import sys

import click
from flask import Flask
from flask.cli import FlaskGroup, ScriptInfo

from cop.commands import backup, check, community, database, demo, serve, worker
from cop.config import BadSetting, Settings


def _create_app() -> Flask:
    from cop import create_app  # noqa: PLC0415 - serving must not load the whole house twice, nor `--help` at all

    return create_app(_settings())


def _settings() -> Settings:
    try:
        return Settings.from_env(os.environ)
    except BadSetting as error:
        sys.exit(f"Lantern did not start. {error}")


@click.group(cls=FlaskGroup, create_app=_create_app, add_default_commands=False, load_dotenv=False)
def cli() -> None:
    """Lantern: a community of practice for peer supporters."""


COMMANDS = (
    *(serve.serve, worker.worker, database.db, database.prepare, demo.demo),
    *(community.person, community.agency, backup.backup, backup.restore, check.check),
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    cli(obj=ScriptInfo(create_app=_create_app))
