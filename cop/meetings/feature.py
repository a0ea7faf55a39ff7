from flask import Flask

from cop.meetings import cards, forgetting, planning, reactions, telling, words  # noqa: F401 - importing connects them
from cop.meetings.pages import (
    meetings,
    rotation,
    rotation_orders,
    rsvps,
    shared_needs,
    turn_hosts,
    turn_proposals,
    turns,
)


def register(app: Flask) -> None:
    for page in (rotation, rotation_orders, turns, turn_hosts, turn_proposals, meetings, rsvps, shared_needs):
        app.register_blueprint(page.bp)
    words.init_app(app)
    app.extensions.setdefault("at_start", []).extend([forgetting.remember, planning.remember])
