from flask import Flask

from cop.meetings import reactions, words  # noqa: F401 - importing the reactions connects them
from cop.meetings.pages import meetings, rotation, rsvps


def register(app: Flask) -> None:
    for page in (rotation, meetings, rsvps):
        app.register_blueprint(page.bp)
    words.init_app(app)
