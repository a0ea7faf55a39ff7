"""Every door, tried by everyone: addresses with each method, socket channels, and the rows of each owned table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from cop.core import tenancy
from cop.core.db import db
from cop.core.live import _gates, channel
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


def doors(app, things) -> Iterator[tuple[str, str, str]]:
    """Each address as routes write it, its method, for whom the thing is, and the address itself."""
    for rule in (one for one in app.url_map.iter_rules() if one.endpoint != "static"):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            for name, values in things.fitting(set(rule.arguments), rule.rule).items():
                with app.test_request_context():
                    where = rule.build({key: values[key] for key in rule.arguments})[1]
                yield f"{method} {rule.rule}", name, where


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
