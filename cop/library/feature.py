from flask import Flask

from cop.library.models import resource  # noqa: F401
from cop.library.pages import library


def register(app: Flask) -> None:
    app.register_blueprint(library.bp)
