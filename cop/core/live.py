"""What moves while one looks: Socket.IO channels, each with a gate, and nobody told who may not know.

A channel is `kind:id`. A feature names a gate for its kind: a question asked with the viewer at every subscribing.
Nothing is ever sent to everyone. Each socket belongs to one sign-in; when that ends, so does the socket, at once in
this process and within SWEEP_SECONDS in the others.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, session
from flask_socketio import SocketIO, join_room, leave_room

from cop.config import Settings
from cop.core import db as database
from cop.core import ids
from cop.core.db import db
from cop.core.sockets import Sockets

SWEEP_SECONDS = 4
LARGEST_FRAME = 65_536  # bytes

Gate = Callable[[int], bool]
socketio = SocketIO()
_gates: dict[str, Gate] = {}
_watchers: dict[str, list[Callable[[int], None]]] = defaultdict(list)


sockets = Sockets()


def gate(kind: str) -> Callable[[Gate], Gate]:
    """Names the question asked before anyone may listen to `kind:id`. It runs in the viewer's scope."""

    def keep(question: Gate) -> Gate:
        _gates[kind] = question
        return question

    return keep


def on_presence(kind: str) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Called in the viewer's scope with a channel's id after someone comes to it or goes."""

    def keep(watcher: Callable[[int], None]) -> Callable[[int], None]:
        _watchers[kind].append(watcher)
        return watcher

    return keep


def publish(channel: str, event: str, data: dict[str, Any]) -> None:
    """Sends to those who passed the channel's gate, after the commit."""
    socketio.emit(event, {"channel": channel, **data}, to=channel)


def present(name: str) -> set[int]:
    """The people who listen to a channel right now, however many sockets each has; in this process."""
    return sockets.people_in(name)


def channel(kind: str, subject_id: int) -> str:
    return f"{kind}:{ids.word(subject_id)}"


def in_scope(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Around every event: the viewer and the scope are made anew from the database; nothing is remembered."""

    @wraps(handler)
    def wrapped(*args: Any) -> Any:
        database.reading_only.set(True)
        try:
            if not current_app.extensions["enter_scope"]():
                socketio.server.disconnect(request.sid)  # type: ignore[attr-defined]
                return {"ok": False, "why": "signed-out"}
            return handler(*args)
        finally:
            db.session.remove()
            current_app.extensions["leave_scope"]()
            database.reading_only.set(False)

    return wrapped


def _same_origin() -> bool:
    """A browser always sends Origin; whoever leaves it out is not one of our pages."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.netloc == request.host and origin.scheme in {"http", "https"}


def connect(_auth: Any = None) -> bool:
    """Authorises before anything is joined: our own page, and a sign-in that still holds."""
    database.reading_only.set(True)
    try:
        if not _same_origin() or not current_app.extensions["enter_scope"]():
            return False
        sockets.add(request.sid, session["_user_id"], g.viewer.id)  # type: ignore[attr-defined]
        return True
    finally:
        db.session.remove()
        current_app.extensions["leave_scope"]()
        database.reading_only.set(False)


def disconnect(*_reason: Any) -> None:
    for name in sockets.drop(request.sid):  # type: ignore[attr-defined]
        _tell_watchers(name)


def _parse(name: Any) -> tuple[str, int] | None:
    """A channel's kind and id, or None for anything that is not a channel."""
    kind, _, word = name.partition(":") if isinstance(name, str) else ("", "", "")
    try:
        return (kind, ids.number(word)) if kind in _gates else None
    except ValueError:
        return None


@in_scope
def subscribe(data: Any = None) -> dict[str, Any]:
    """{"channel": "topic:..."}: joins it if its gate lets this viewer through."""
    name = data.get("channel") if isinstance(data, dict) else None
    parsed = _parse(name)
    if parsed is None or not _gates[parsed[0]](parsed[1]):
        return {"ok": False, "why": "closed"}
    join_room(name)
    with sockets.lock:
        sockets.channels.get(request.sid, set()).add(str(name))  # type: ignore[attr-defined]
    _tell_watchers(str(name))
    return {"ok": True}


@in_scope
def unsubscribe(data: Any = None) -> dict[str, Any]:
    name = data.get("channel") if isinstance(data, dict) else None
    if isinstance(name, str):
        leave_room(name)
        with sockets.lock:
            sockets.channels.get(request.sid, set()).discard(name)  # type: ignore[attr-defined]
        _tell_watchers(name)
    return {"ok": True}


def _tell_watchers(name: str) -> None:
    parsed = _parse(name)
    for watcher in _watchers[parsed[0]] if parsed else ():
        watcher(parsed[1])  # type: ignore[index]


def dismiss(name: str, person_id: int) -> None:
    """Takes a person's sockets out of a channel: what its gate would no longer let in must not go on listening."""
    for sid in sockets.take_out(name, person_id):
        leave_room(name, sid=sid, namespace="/")
    _tell_watchers(name)


def hang_up(sign_ins: set[str]) -> None:
    """Ends the sockets of sign-ins that no longer hold."""
    for sid in sockets.of(sign_ins):
        socketio.server.disconnect(sid)


def sweep(app: Flask, still_hold: Callable[[set[str]], set[str]]) -> None:
    """One look at every socket of this process: ends those whose sign-in is gone. One statement."""
    held = sockets.all()
    if held:
        with app.app_context():
            hang_up(held - still_hold(held))


def init_app(app: Flask, settings: Settings) -> None:
    socketio.init_app(
        app,
        async_mode="threading",
        async_handlers=False,
        transports=["websocket"],
        max_http_buffer_size=LARGEST_FRAME,
        message_queue=None if settings.testing else settings.redis_url or None,  # a test's sockets are in its process
        channel="lantern",
        manage_session=False,
        serve_client=False,
    )
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)
    socketio.on_event("subscribe", subscribe)
    socketio.on_event("unsubscribe", unsubscribe)
