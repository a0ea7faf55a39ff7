from flask import Flask

from cop.rooms import live, reactions  # noqa: F401 - importing them connects them
from cop.rooms.pages import lanterns, logs, readiness, rooms, seats, words


def register(app: Flask) -> None:
    for page in (rooms, seats, lanterns, words, readiness, logs):
        app.register_blueprint(page.bp)
