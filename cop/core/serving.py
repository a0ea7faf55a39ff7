"""What one serving process does beside answering: jobs in a thread (on one box), and looking after its sockets."""

import gc
import logging

from flask import Flask

from cop.config import Settings
from cop.core import asking_again, jobs, presence, transports
from cop.core.sockets import socketio

log = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["begin_work"] = lambda: begin_work(app, settings)
    app.extensions["end_work"] = lambda: end_work(app)


def begin_work(app: Flask, settings: Settings) -> None:
    """After the server has forked: threads do not survive it."""
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through it again and again took a seventh of each request
    gc.set_threshold(25_000, 20, 20)
    presence.begin(settings)
    keep_sweeping(app)
    with app.app_context():
        for act in app.extensions.get("at_start", ()):
            act()
    if not settings.redis_url:
        app.extensions["consumer"] = jobs.consumer(app)
        app.extensions["consumer"].start()


def end_work(app: Flask) -> None:
    """Lines are closed, so that a restart does not wait for them."""
    transports.close_all()
    if "consumer" in app.extensions:
        app.extensions["consumer"].stop()


def keep_sweeping(app: Flask) -> None:
    """Looks again every few seconds, in a thread of the serving process."""

    def loop() -> None:
        while True:
            socketio.sleep(presence.SWEEP_SECONDS)
            try:
                app.extensions["arrival"].sweep()
                asking_again.sweep(app)
                presence.sweep(app, app.extensions["still_hold"])
                transports.sweep()
            except Exception:  # a database that is away must not end the looking
                log.exception("the socket sweep failed")

    socketio.start_background_task(loop)
