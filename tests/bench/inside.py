"""What a page asks of the database, counted in this process on the same data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select

from cop import create_app
from cop.config import Settings
from cop.core import ids, tenancy
from cop.core.db import db
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people.models import sign_in
from cop.people.models.person import Person
from cop.people.ways import PASSWORD, Shown


def house(env: dict[str, str]) -> Flask:
    return create_app(Settings.from_env(env))


def statements(app: Flask, paths: dict[str, str]) -> dict[str, int]:
    """Statements that each page sends to the database, for someone signed in; `reply` is a reply to the topic."""
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.demo_key == "harborlight_peer")).one()
        ticket = sign_in.begin(person, "bench", Shown(PASSWORD))
        db.session.commit()
        engine = db.engine
    with browser.session_transaction() as session:
        session["_user_id"] = ticket.get_id()
    asked: dict[str, Callable[[], Any]] = {name: lambda path=path: browser.get(path) for name, path in paths.items()}
    asked["reply"] = lambda: browser.post(f"{paths['topic']}/replies", data={"body": "A reply of a few words."})
    counts = {}
    for name, ask in asked.items():
        with listening(engine) as heard:
            ask()
        counts[name] = len(heard)
    return counts


@contextmanager
def listening(engine: Any) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            heard.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def counted(app: Flask) -> tuple[int, str]:
    """How many replies there are, and the word of an open topic with at least 20 of them."""
    with app.app_context(), tenancy.everywhere():
        replies = db.session.scalar(select(func.count(Reply.id))) or 0
        busy = select(Topic.id).where(Topic.agency_id == 0, Topic.replies >= 20, Topic.title.like("Going to the bank%"))
        return replies, ids.word(db.session.scalars(busy.order_by(Topic.id.desc())).first() or 0)
