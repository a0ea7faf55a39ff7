"""`cop demo`: the example community."""

import json

import click
from sqlalchemy import func

from cop.commands.settings import in_house
from cop.core.db import db
from cop.demo import people
from cop.demo.load import SEED, load
from cop.people.models.person import Person


@click.command()
@click.option("--scale", type=click.IntRange(1, 10_000), default=1, help="Times as many topics and replies.")
@click.option("--seed", type=int, default=SEED, help="The same seed gives the same community.")
@click.option("--json", "as_json", is_flag=True, help="Print who is who, and load only if nobody is here.")
@in_house
def demo(scale: int, seed: int, as_json: bool) -> None:
    """Load the example community into an empty database."""
    empty = not db.session.scalar(Person.known().with_only_columns(func.count(Person.id)))
    db.session.rollback()
    if empty:
        load(lambda words: click.echo(words, err=True), scale, seed)
    elif not as_json:
        raise click.UsageError("There are people here already. The demo needs an empty database.")
    if as_json:
        click.echo(json.dumps(people.card(), ensure_ascii=False, indent=1))
