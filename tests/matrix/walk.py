"""Every door, tried by everyone: addresses with each method, socket channels, and the rows of each owned table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from cop.core import tenancy
from cop.core.db import db
from cop.core.live import _gates, channel
from cop.core.sockets import socketio
from cop.core.tenancy import is_owned
from cop.core.web import limiter

# Whom the columns stand for, by the cast; None is someone who is not signed in.
COLUMNS = {
    "stranger": None,
    "outsider": "ivy",
    "peer supporter": "ben",
    "supervisor": "luz",
    "administrator": "peter",
    "director": "joan",
    "area director": "simone",
    "steering": "marta",
    "steward": "wren",
}
PROTOCOL, NO_LINE = {"connect", "disconnect"}, "no line"
MAY, NOT = "may listen", "closed"
ROWS, NONE = "rows", "none"


@contextmanager
def undone(app) -> Iterator[None]:
    """What happens inside is as if it had not been."""
    with app.app_context():
        connection = db.engines[None]
        limiter.reset()
    point = connection.begin_nested()
    yield
    point.rollback()


def addresses(app) -> Iterator[tuple[str, Any]]:
    """Each method with an address as routes write it, and its rule."""
    for rule in (one for one in app.url_map.iter_rules() if one.endpoint != "static"):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}", rule


def doors(app, things) -> Iterator[tuple[str, str, str]]:
    """Each address with its method, for whom the thing is that it names, and the address itself."""
    for what, rule in addresses(app):
        for name, values in things.fitting(set(rule.arguments), rule.rule).items():
            with app.test_request_context():
                where = rule.build({key: values[key] for key in rule.arguments})[1]
            yield what, name, where


def pages(app, things, browsers) -> Iterator[tuple[str, str, list[str]]]:
    for what, name, where in doors(app, things):
        cells = []
        for open_browser in browsers:
            with undone(app):
                browser = open_browser()
                method = what.partition(" ")[0]
                data = {"csrf_token": browser.token()} if method == "POST" else None
                cells.append(str(browser.open(where, method=method, data=data).status_code))
        yield what, name, cells


def channels(things, sockets) -> Iterator[tuple[str, str, list[str]]]:
    """Whoever has no socket (a stranger) may listen to nothing."""
    for kind in sorted(_gates):
        for name, values in things.named.items():
            if f"{kind}_id" in values:
                asked = {"channel": channel(kind, values[f"{kind}_id"])}
                answers = [one and one.emit("subscribe", asked, callback=True) for one in sockets]
                yield f"subscribe {kind}", name, [MAY if one and one["ok"] else NOT for one in answers]


def events(browsers, connect) -> Iterator[tuple[str, str, list[str]]]:
    """What each of us gets from every event that a socket may send; a stranger has no socket to send one with."""
    for name in sorted(handled()):
        cells = []
        for browser in browsers:
            socket = connect(browser)
            cells.append(_sent(socket, name) if socket.is_connected() else NO_LINE)
            if socket.is_connected():
                socket.disconnect()
        yield f"event {name}", "", cells


def handled() -> set[str]:
    return set(socketio.server.handlers["/"])


def _sent(socket, name) -> str:
    """An event called like the protocol's own, sent by hand, ends the socket; any other gets its answer."""
    answer = None if name in PROTOCOL else socket.emit(name, {"channel": "nothing"}, callback=True)
    if name in PROTOCOL:
        socket.emit(name)
    if not socket.is_connected():
        return "line ends"
    return "ok" if answer and answer["ok"] else str(answer and answer["why"])


def entities(app, whose, scopes) -> Iterator[tuple[str, str, list[str]]]:
    """An agency's rows in each table that has any, through the first wall: the same on every database."""
    for mapper in sorted(db.Model.registry.mappers, key=lambda one: one.local_table.name):
        if not is_owned(mapper.local_table):
            continue
        kind = mapper.class_
        for name, agency_id in whose.items():
            counted = select(func.count()).select_from(kind).where(kind.agency_id == agency_id)
            everything, *cells = [_counted(app, scope, counted) for scope in [tenancy.EVERYWHERE, *scopes]]
            if everything:
                yield f"table {kind.__tablename__}", name, [ROWS if one else NONE for one in cells]


def _counted(app, scope, counted) -> int:
    with app.app_context(), tenancy.within(scope):
        return db.session.scalar(counted)


def tables(app, whose, scopes) -> Iterator[tuple[str, str, list[str]]]:
    """An agency's rows in each table that has any, past the first wall: on PostgreSQL the second alone must hold."""
    for table in filter(is_owned, db.metadata.sorted_tables):
        for name, agency_id in whose.items():
            counted = select(func.count()).select_from(table).where(table.c.agency_id == agency_id)
            everything, *cells = [_count(app, scope, counted) for scope in [tenancy.EVERYWHERE, *scopes]]
            if everything:
                yield f"table {table.name}", name, [ROWS if one else NONE for one in cells]


def _count(app, scope, counted) -> int:
    with app.app_context():
        connection = db.session.connection()
        tenancy.tell_connection(connection, scope)
        return connection.execute(counted).scalar()
