from flask import Flask

from cop.library import cards, keeping, leaving, reactions  # noqa: F401 - importing them connects them
from cop.library.pages import files, library


def register(app: Flask) -> None:
    app.register_blueprint(library.bp)
    app.register_blueprint(files.bp)
