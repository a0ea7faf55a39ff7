"""What a page asks of the database, counted in this process on the same data."""

import os
from pathlib import Path

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


def house(data: Path) -> Flask:
    return create_app(Settings.from_env(os.environ | {"COP_DATA": str(data), "COP_DEMO": "1"}))


def statements(app: Flask, paths: dict[str, str]) -> dict[str, int]:
    """Statements that each page sends to the database, for someone signed in."""
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.demo_key == "harborlight_peer")).one()
        ticket = sign_in.begin(person, "bench")
        db.session.commit()
        engine = db.engine
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = ticket.get_id()
    counts: dict[str, int] = {}
    for name, path in paths.items():
        heard: list[str] = []

        def hear(_c: object, _cursor: object, statement: str, *_: object, heard: list[str] = heard) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                heard.append(statement)

        event.listen(engine, "before_cursor_execute", hear)
        browser.get(path)
        event.remove(engine, "before_cursor_execute", hear)
        counts[name] = len(heard)
    return counts


def counted(app: Flask) -> tuple[int, str]:
    """How many replies there are, and the word of an open topic with at least 20 of them."""
    with app.app_context(), tenancy.everywhere():
        replies = db.session.scalar(select(func.count(Reply.id))) or 0
        busy = select(Topic.id).where(Topic.agency_id == 0, Topic.replies >= 20, Topic.title.like("Going to the bank%"))
        return replies, ids.word(db.session.scalars(busy.order_by(Topic.id.desc())).first() or 0)
