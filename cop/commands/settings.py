"""Settings and the application for a command: a bad setting stops it with one sentence."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from cop import create_app
from cop.config import Settings
from cop.environment import BadSetting

P = ParamSpec("P")
T = TypeVar("T")


def from_environment(check: Callable[[Settings], None] = lambda _: None) -> Settings:
    try:
        settings = Settings.from_env(os.environ)
        check(settings)
        return settings
    except BadSetting as error:
        sys.exit(f"Lantern did not start. {error}")


def in_house(command: Callable[P, T]) -> Callable[P, T]:
    """Runs a command inside the application, which a test may give as the context's `obj`."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        context = click.get_current_context()
        app = context.obj if context.obj is not None else create_app(from_environment())
        with app.app_context():
            try:
                return command(*args, **kwargs)
            except DBAPIError as error:
                why = str(error.orig).strip().splitlines()[0]
                sys.exit(f"The database did not do that: {why}. Is it there, and was `cop db upgrade` run?")
            except CommandError as error:  # Alembic's own
                sys.exit(f"{error}.")

    return inside
