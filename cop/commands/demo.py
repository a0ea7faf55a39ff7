"""`cop demo`: the example community."""

import click

from cop.commands.settings import in_house
from cop.demo import load


@click.command()
@in_house
def demo() -> None:
    """Load the example community."""
    load.load(click.echo)
