"""When a sign-in was last seen: written at most once an hour, after the answer has been sent.

Oftener where an agency lets a sign-in last less without use (cop.agencies.lasting).

A page that only reads may not write (core.db), and a line about oneself is no reason to keep anyone waiting.
"""

from datetime import timedelta
from functools import partial

from flask import Flask, Response, current_app, g
from sqlalchemy import update

from cop.core import clock
from cop.core.db import db
from cop.people.models.sign_in import SignIn, hashed

AT_MOST_EVERY = timedelta(hours=1)
TIMES = 12  # within the time that it lasts without use: nobody who is here is sent away for having been noted long ago


def note(response: Response) -> Response:
    """Has it written once the answer is out, if it is time."""
    viewer = g.get("viewer")
    token = getattr(viewer, "token", "")
    if token and (viewer.seen_at is None or clock.now() - viewer.seen_at > _every(viewer.lasts.idle)):
        response.call_on_close(partial(write, current_app._get_current_object(), hashed(token)))  # type: ignore[attr-defined]
    return response


def _every(idle: timedelta) -> timedelta:
    return min(AT_MOST_EVERY, idle / TIMES)


def write(app: Flask, token_hash: str) -> None:
    with app.app_context():
        db.session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(seen_at=clock.now()))
        db.session.commit()
