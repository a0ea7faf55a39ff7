"""`cop worker`: carries out jobs in a process of its own."""

import click
from flask import current_app

from cop.commands.settings import in_house
from cop.core import jobs


@click.command()
@click.option("--once", is_flag=True, help="Do what waits now, then stop.")
@in_house
def worker(once: bool) -> None:
    """Carry out jobs until told to stop."""
    if once:
        click.echo(f"{jobs.run_due()} done")
    else:
        jobs.consumer(current_app._get_current_object(), workers=2).run()  # type: ignore[attr-defined]
