"""Lines without anyone on them: a transport holds a thread, so one that leads to no socket of ours is closed.

Socket.IO refuses or ends a *socket* and leaves the line open underneath. A line is given the time between two looks to
become a socket.
"""

from cop.core.sockets import socketio

_seen: set[str] = set()


def close_all() -> None:
    """As this process ends: a page whose *line* closed comes back by itself, one whose *socket* was ended does not."""
    for line in list(socketio.server.eio.sockets):
        socketio.server.eio.disconnect(line)


def sweep() -> None:
    """Closes the lines that led nowhere at the last look and do not at this one."""
    server = socketio.server
    idle = {line for line in list(server.eio.sockets) if server.manager.sid_from_eio_sid(line, "/") is None}
    for line in idle & _seen:
        server.eio.disconnect(line)
    _seen.clear()
    _seen.update(idle)
