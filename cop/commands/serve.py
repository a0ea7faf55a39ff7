"""`cop serve`: the production server. One process with threads serves pages, sockets and the worker of one box."""

from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication

from cop.config import Settings
from cop.core import jobs, live


class Server(BaseApplication):
    """Gunicorn with threads: real WebSockets, and one slow page delays nobody else's."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.app, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def begin_work(app: Flask) -> None:
    """What one serving process does beside answering: jobs in a thread (one box), and looking after its sockets."""
    settings: Settings = app.extensions["settings"]
    live.keep_sweeping(app)
    if not settings.redis_url:
        app.extensions["consumer"] = jobs.consumer(app)
        app.extensions["consumer"].start()


def end_work(app: Flask) -> None:
    live.hang_up(live.sockets.all())
    if "consumer" in app.extensions:
        app.extensions["consumer"].stop()


@click.command()
@with_appcontext
def serve() -> None:
    """Serve Lantern on COP_HOST and PORT."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    settings: Settings = app.extensions["settings"]
    click.echo(f"==> Lantern is on http://{settings.host}:{settings.port} (Ctrl+C ends it)")
    Server(
        app,
        {
            "bind": f"{settings.host}:{settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": settings.threads,
            "worker_connections": max(1000, settings.threads),
            "graceful_timeout": 6,
            "keepalive": 75,
            "timeout": 60,
            "control_socket_disable": True,
            "loglevel": "warning",
            "post_worker_init": lambda _worker: begin_work(app),
            "worker_exit": lambda _server, _worker: end_work(app),
        },
    ).run()
