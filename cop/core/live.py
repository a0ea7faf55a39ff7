"""What moves while one looks: Socket.IO channels, each with a gate, and nobody told who may not know.

A channel is `kind:id`. A feature names a gate for its kind: a question asked with the viewer at every subscribing.
Nothing is ever sent to everyone. Each socket belongs to one sign-in; when that ends, so does the socket, at once in
this process and within a sweep (core.presence) in the others.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_socketio import join_room, leave_room

from cop.config import Settings
from cop.core import db as database
from cop.core import ids, presence
from cop.core.db import db
from cop.core.sockets import socketio, sockets
from cop.core.threshold import Threshold, same_origin
from cop.core.web import too_often

LARGEST_FRAME = 65_536  # bytes
LINES, LINES_OF_PLACE = "120 per minute", "1200 per minute"  # opened by one person, and from one address

Gate = Callable[[int], bool]
_gates: dict[str, Gate] = {}
signals: set[tuple[str, str]] = set()  # which kinds of channels carry which small signs from those who listen


def gate(kind: str) -> Callable[[Gate], Gate]:
    """Names the question asked before anyone may listen to `kind:id`. It runs in the viewer's scope."""

    def keep(question: Gate) -> Gate:
        _gates[kind] = question
        return question

    return keep


def publish(channel: str, event: str, data: dict[str, Any]) -> None:
    """Sends to those who passed the channel's gate, after the commit."""
    socketio.emit(event, {"channel": channel, **data}, to=channel)


def channel(kind: str, subject_id: int) -> str:
    return f"{kind}:{ids.word(subject_id)}"


def in_scope(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Around every event: the viewer and the scope are made anew from the database; nothing is remembered."""

    @wraps(handler)
    def wrapped(*args: Any) -> Any:
        if sockets.hurries(request.sid):  # type: ignore[attr-defined]
            return {"ok": _end(), "why": "slow-down"}
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


def connect(_auth: Any = None) -> bool:
    """Authorises before anything is joined: our own page, and a sign-in that still holds."""
    if sockets.knows(request.sid):  # type: ignore[attr-defined]
        return _end()
    database.reading_only.set(True)
    try:
        if not same_origin(request) or not current_app.extensions["enter_scope"]():
            return False
        if _too_often():
            return False
        threads = current_app.extensions["settings"].threads
        place = request.remote_addr or ""
        return sockets.add(request.sid, session["_user_id"], g.viewer.id, place, threads)  # type: ignore[attr-defined]
    finally:
        db.session.remove()
        current_app.extensions["leave_scope"]()
        database.reading_only.set(False)


def _too_often() -> bool:
    """Whether this person, or all who share their address, open lines faster than pages are opened."""
    mine, ours = (too_often(LINES, "line", g.viewer.id), too_often(LINES_OF_PLACE, "lines", request.remote_addr))
    return mine or ours


def disconnect(*_reason: Any) -> None:
    sid = request.sid  # type: ignore[attr-defined]
    if socketio.server.manager.is_connected(sid, "/"):
        _end()
        return
    presence.went(sid, sockets.of_socket(sid))
    sockets.drop(sid)


def _end() -> bool:
    """Ends the socket of this event. A client may send events that are called like the protocol's own, `connect` and
    `disconnect`: believing them would lose sight of a socket that goes on listening.
    """
    socketio.server.disconnect(request.sid)  # type: ignore[attr-defined]
    return False


def _parse(name: Any) -> tuple[str, int] | None:
    """A channel's kind and id, or None for anything that is not a channel."""
    kind, _, word = name.partition(":") if isinstance(name, str) else ("", "", "")
    try:
        return (kind, ids.number(word)) if kind in _gates else None
    except ValueError:
        return None


def passes(name: Any) -> bool:
    """Whether the viewer of this scope may listen to a channel."""
    parsed = _parse(name)
    return parsed is not None and _gates[parsed[0]](parsed[1])


@in_scope
def subscribe(data: Any = None) -> dict[str, Any]:
    """{"channel": "topic:..."}: joins it if its gate lets this viewer through."""
    name = data.get("channel") if isinstance(data, dict) else None
    if not passes(name):
        return {"ok": False, "why": "closed"}
    join_room(name)
    presence.came(request.sid, str(name))  # type: ignore[attr-defined]
    return {"ok": True}


@in_scope
def unsubscribe(data: Any = None) -> dict[str, Any]:
    name = data.get("channel") if isinstance(data, dict) else None
    if isinstance(name, str):
        leave_room(name)
        presence.went(request.sid, {name} & sockets.of_socket(request.sid))  # type: ignore[attr-defined]
    return {"ok": True}


@in_scope
def signal(data: Any = None) -> dict[str, Any]:
    """{"channel": ..., "name": "writing"}: tells the others who listen that it happens, and nothing more: not who.

    Nothing is kept, and the gate is asked again. What comes faster than it means anything is let drop.
    """
    named, name = (data.get("name"), data.get("channel")) if isinstance(data, dict) else (None, None)
    parsed, sid = _parse(name), request.sid  # type: ignore[attr-defined]
    if parsed is None or (parsed[0], named) not in signals or name not in sockets.of_socket(sid) or not passes(name):
        return {"ok": False, "why": "closed"}
    if sockets.may_signal(sid):
        socketio.emit(named, {"channel": name}, to=name, skip_sid=sid)
    return {"ok": True}


def init_app(app: Flask, settings: Settings) -> None:
    socketio.init_app(
        app,
        async_mode="threading",
        async_handlers=False,
        transports=["websocket"],
        max_http_buffer_size=LARGEST_FRAME,
        message_queue=None if settings.testing else settings.redis_url or None,  # a test's sockets are in its process
        channel=settings.installation,
        manage_session=False,
        serve_client=False,
    )
    app.wsgi_app = Threshold(app, app.wsgi_app)  # type: ignore[method-assign]
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)
    socketio.on_event("subscribe", subscribe)
    socketio.on_event("unsubscribe", unsubscribe)
    socketio.on_event("signal", signal)
