from flask import Flask

from cop.meetings import cards, forgetting, planning, reactions, words  # noqa: F401 - importing connects them
from cop.meetings.pages import meetings, rotation, rsvps, shared_needs


def register(app: Flask) -> None:
    for page in (rotation, meetings, rsvps, shared_needs):
        app.register_blueprint(page.bp)
    words.init_app(app)
    app.extensions.setdefault("at_start", []).extend([forgetting.remember, planning.remember])
