"""Sockets that stay while what their person may see changes: every gate is asked again; a closed one shuts them out.

A socket passed its channels' gates with the roles its person had then. When a role is given or taken, all their
channels are asked anew, in this process and in the others (within a moment, over Redis).
"""

from flask import Flask, current_app

from cop.core import presence
from cop.core.db import db, only_reading
from cop.core.live import passes
from cop.core.sockets import sockets


def ask_again(person_id: int) -> None:
    """For what follows a change of roles, after its commit."""
    _ask(current_app._get_current_object(), person_id)  # type: ignore[attr-defined]
    presence.tell_others("ask_again", person_id=person_id)


def _ask(app: Flask, person_id: int) -> None:
    names = sockets.names_of(person_id)
    if not names:
        return
    with app.app_context(), only_reading(), app.extensions["as_person"](person_id):
        closed = [name for name in names if not passes(name)]
        db.session.rollback()
    for name in closed:
        presence.shut_out(name, person_id)


def init_app(app: Flask) -> None:
    presence.acts["ask_again"] = lambda person_id: _ask(app, person_id)
