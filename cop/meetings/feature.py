from flask import Flask

from cop.meetings.models import meeting  # noqa: F401
from cop.meetings.pages import meetings


def register(app: Flask) -> None:
    app.register_blueprint(meetings.bp)
