"""`cop serve`: the production server. One process with threads serves pages, sockets and, on one box, the jobs."""

import os
import sys
from pathlib import Path

import click

from cop.commands import reachable
from cop.commands.settings import from_environment
from cop.config import ROOT

LISTED = 1000  # connections gunicorn accepts at once, at the least


@click.command()
def serve() -> None:
    """Serve Lantern on COP_HOST and PORT."""
    settings = from_environment(reachable.all_of)
    if settings.demo and not settings.on_loopback:
        click.echo(f"==> The demo's one-click sign-in works on 127.0.0.1 only, and not on {settings.host}.")
    click.echo(f"==> Lantern is on http://{settings.place} (Ctrl+C ends it)")
    sys.stdout.flush()
    # In place of this process, so that only the worker holds the house in memory.
    os.execv(  # noqa: S606 - our own interpreter, and settings that were checked
        sys.executable,
        [sys.executable, "-m", "gunicorn", "--config", str(Path(__file__).with_name("gunicorn.py")),
         "--chdir", str(ROOT), "--bind", settings.place, "--threads", str(settings.threads),
         "--worker-connections", str(max(LISTED, settings.threads)), "wsgi:app"],
    )  # fmt: skip
