from flask import Flask

from cop.trust import reactions  # noqa: F401 - importing it connects it
from cop.trust.pages import own_trail, trails


def register(app: Flask) -> None:
    app.register_blueprint(trails.bp)
    app.register_blueprint(own_trail.bp)
