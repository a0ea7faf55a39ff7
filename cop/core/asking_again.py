"""Sockets that stay while what their person may see changes: every gate is asked again; a closed one shuts them out.

A socket passed its channels' gates with the roles its person had then. When a role is given or taken, all their
channels are asked anew, in this process and in the others (within a moment, over Redis).
"""

from collections.abc import Hashable, Iterable

from flask import Flask, current_app

from cop.core import presence
from cop.core.db import db, only_reading
from cop.core.live import passes
from cop.core.sockets import sockets

_known: dict[int, Hashable] = {}  # the roles of those who have sockets here, at the last look


def ask_again(*people: int) -> None:
    """For what follows a change of roles, or of an agency's rules, after its commit."""
    _ask_all(current_app._get_current_object(), people)  # type: ignore[attr-defined]
    presence.tell_others("ask_again", people=people)


def ask_everyone() -> None:
    """For what follows a change of whom a whole place is for."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    _ask_everyone(app)
    presence.tell_others("ask_everyone")


def _ask_everyone(app: Flask) -> None:
    for person_id in sockets.people():
        _ask(app, person_id)


def _ask_all(app: Flask, people: Iterable[int]) -> None:
    for person_id in sockets.people().intersection(people):
        _ask(app, person_id)


def _ask(app: Flask, person_id: int) -> None:
    """Each of their sign-ins for itself: one may open what another does not."""
    for sign_in, names in sockets.names_of(person_id).items():
        with app.app_context(), only_reading(), app.extensions["as_sign_in"](sign_in):
            closed = [name for name in names if not passes(name)]
            db.session.rollback()
        for name in closed:
            presence.shut_out(name, person_id, sign_in)


def sweep(app: Flask) -> None:
    """Looks whether anyone's roles changed without a word: by a command, or while Redis was away. Three statements."""
    people = sockets.people()
    with app.app_context(), only_reading():
        now = app.extensions["roles_of"](people) if people else {}
        db.session.rollback()
    changed = [person for person in people if _known.get(person, now.get(person)) != now.get(person)]
    _known.clear()
    _known.update(now)
    for person in changed:
        _ask(app, person)


def init_app(app: Flask) -> None:
    presence.acts["ask_everyone"] = lambda: _ask_everyone(app)
    presence.acts["ask_again"] = lambda people: _ask_all(app, people)
