from flask import Flask

from cop.forums import keeping, leaving, live, reactions  # noqa: F401 - importing them connects them
from cop.forums.pages import replies, spaces, topics


def register(app: Flask) -> None:
    for page in (spaces, topics, replies):
        app.register_blueprint(page.bp)
