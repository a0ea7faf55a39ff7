from flask import Flask, Response, request

from cop.rooms import live, reactions  # noqa: F401 - importing them connects them
from cop.rooms.pages import lanterns, logs, readiness, rooms, seats, words

PAGES = (rooms, seats, lanterns, words, readiness, logs)
OURS = {page.bp.name for page in PAGES}


def keep_nowhere(answer: Response) -> Response:
    """What is said in a room stays on no disk, the browser's included."""
    if request.blueprint in OURS:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def register(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.after_request(keep_nowhere)
