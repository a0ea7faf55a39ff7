"""`cop backup`."""

import click


@click.command()
def backup() -> None:
    """Backup."""


@click.command()
def restore() -> None:
    """Restore."""
