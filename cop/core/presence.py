"""Who listens to what right now, and ending that: in this process, and in the others where there are several."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask

from cop.config import Settings
from cop.core import ids
from cop.core.elsewhere import Elsewhere
from cop.core.sockets import socketio, sockets

SWEEP_SECONDS = 4
Watcher = Callable[[int], None]

_watchers: dict[str, list[Watcher]] = defaultdict(list)
_others: list[Elsewhere] = []  # one with Redis, none without
acts: dict[str, Callable[..., None]] = {}  # what another process may ask of this one, by name


def on_presence(kind: str) -> Callable[[Watcher], Watcher]:
    """Called with a channel's id after someone comes to it or goes."""

    def keep(watcher: Watcher) -> Watcher:
        _watchers[kind].append(watcher)
        return watcher

    return keep


def present(name: str) -> set[int]:
    """The people who listen to a channel right now, however many sockets each has."""
    return sockets.people_in(name).union(*(others.people_in(name) for others in _others))


def came(sid: str, name: str) -> None:
    sockets.join(sid, name)
    _changed(name)


def went(sid: str, names: set[str]) -> None:
    """A socket left some channels, or the house."""
    person = sockets.person.get(sid)
    for name in names:
        sockets.leave(sid, name)
        _changed(name, person)


def _changed(name: str, gone: int | None = None) -> None:
    here = sockets.people_in(name)
    for others in _others:
        others.keep(name, here, {gone} - here if gone else set())
    kind, _, word = name.partition(":")
    for watcher in _watchers[kind]:
        watcher(ids.number(word))


def dismiss(name: str, person_id: int) -> None:
    """Takes a person's sockets out of a channel: what its gate would no longer let in must not go on listening."""
    shut_out(name, person_id)
    tell_others("dismiss", name=name, person_id=person_id)


def tell_others(act: str, **what: Any) -> None:
    """Has the other processes carry out one of `acts`."""
    for others in _others:
        others.tell(act, **what)


def shut_out(name: str, person_id: int, sign_in: str | None = None) -> None:
    """In this process: all of a person's sockets, or those of one sign-in of theirs."""
    for sid in sockets.take_out(name, person_id, sign_in):
        socketio.server.leave_room(sid, name, namespace="/")
    _changed(name, person_id)


def hang_up(sign_ins: set[str]) -> None:
    """Ends the sockets of sign-ins that no longer hold."""
    for sid in sockets.of(sign_ins):
        socketio.server.disconnect(sid)


def sweep(app: Flask, still_hold: Callable[[set[str]], set[str]]) -> None:
    """One look at every socket of this process: ends those whose sign-in is gone, in whichever process it ended.

    One statement.
    """
    held = sockets.all()
    if held:
        with app.app_context():
            hang_up(held - still_hold(held))
    for others in _others:
        for name in sockets.names():
            others.keep(name, sockets.people_in(name))


acts["dismiss"] = shut_out


def begin(settings: Settings) -> None:
    """After the server has forked."""
    if settings.redis_url and not settings.testing:  # a test's sockets are in its process
        _others.append(Elsewhere(settings.redis_url, settings.installation))
        socketio.start_background_task(_others[0].listen, acts)
