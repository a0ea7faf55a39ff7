"""`cop check --matrix`: who may do what, as it was reviewed, and whether all of this installation is in it.

The rows are made by a test that tries every address, channel and table as each kind of person. A number is what the
server answers: 200 and 302 are yes, 422 is yes for a form that was sent empty, 401 and 302 a stranger's way to the
sign-in, 403 may look but not do this, 404 does not exist for them.
"""

import csv
from pathlib import Path

import click
from flask import current_app

PATH = Path(__file__).with_name("matrix.csv")
Key = tuple[str, str]


def read() -> dict[Key, list[str]]:
    """By what it is and whose, a cell for each kind of person."""
    with PATH.open(encoding="utf-8", newline="") as file:
        _headings, *rows = csv.reader(file)
    return {(what, whose): cells for what, whose, *cells in rows}


def headings() -> list[str]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def show() -> None:
    columns = headings()
    rows = [[*key, *cells] for key, cells in read().items()]
    widths = [max(len(row[at]) for row in [columns, *rows]) for at in range(len(columns))]
    for row in [columns, *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def missing() -> list[str]:
    """Addresses of this installation that nobody reviewed."""
    reviewed = {what for what, _ in read()}
    here = {
        f"{method} {rule.rule}"
        for rule in current_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.endpoint.startswith(("demo_", "static"))
    }
    return sorted(here - reviewed)
