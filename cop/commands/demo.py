"""`cop demo`: the example community."""

import click
from flask.cli import with_appcontext

from cop.demo import load


@click.command()
@with_appcontext
def demo() -> None:
    """Load the example community."""
    load.load(click.echo)
