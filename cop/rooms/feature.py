from flask import Flask, Response

from cop.rooms import live, reactions  # noqa: F401 - importing them connects them
from cop.rooms.pages import lanterns, logs, readiness, rooms, seats, words


def keep_nowhere(answer: Response) -> Response:
    """What is said in a room stays on no disk, the browser's included."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def register(app: Flask) -> None:
    for page in (rooms, seats, lanterns, words, readiness, logs):
        page.bp.after_request(keep_nowhere)
        app.register_blueprint(page.bp)
