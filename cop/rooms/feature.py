from flask import Flask

from cop.rooms.models import room  # noqa: F401
from cop.rooms.pages import rooms


def register(app: Flask) -> None:
    app.register_blueprint(rooms.bp)
