"""What every test may ask for. Each test runs in a transaction that is rolled back; databases are real."""

import dataclasses
import email.policy
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from alembic import command
from flask import Flask, g
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event

from cop import create_app
from cop.agencies.entering import viewer_of
from cop.agencies.viewer import Viewer
from cop.commands.database import alembic_config
from cop.config import Settings
from cop.core import jobs, tenancy
from cop.core.db import db
from cop.core.sockets import socketio
from cop.core.web import limiter
from cop.people.models import sign_in as sign_ins
from cop.people.models.person import Person
from cop.people.ways import PASSWORD, Shown
from tests import databases
from tests import world as cast
from tests.bench.server import free_port
from tests.world import Someone, World

BY_PASSWORD = Shown(PASSWORD)
OURS = MappingProxyType({"Origin": "http://localhost"})  # what a browser says on one of our own pages


class Browser(FlaskClient):
    """A test client whose posts carry the CSRF token, as a page's own form would."""

    def post(self, *args: Any, **kwargs: Any) -> Any:
        data = kwargs.pop("data", None)
        if isinstance(data, dict | None):
            data = {"csrf_token": self.token()} | (data or {})
        return super().post(*args, data=data, **kwargs)

    def token(self) -> str:
        raw = secrets.token_hex(20)
        with self.session_transaction() as session:
            session["csrf_token"] = raw
        return str(URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(raw))


@pytest.fixture(scope="session", params=databases.BACKENDS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, World]]:
    """The application on one backend, migrated, with the cast in it."""
    folder = tmp_path_factory.mktemp(request.param)
    addresses = databases.make(request.param, folder)
    app = create_app(settings(folder, addresses))
    app.test_client_class = Browser
    command.upgrade(alembic_config(app.extensions["settings"]), "head")
    with app.app_context():
        world = cast.build()
        db.session.remove()
    yield app, world
    with app.app_context():
        db.engine.dispose()


def settings(folder: Path, addresses: databases.Addresses, **more: Any) -> Settings:
    known = {
        "data": folder,
        "secret_key": "only for tests " * 4,
        "pseudonym_keys": ("only for tests without a name",),
        "secure_cookies": False,
        "testing": True,
        "threads": 16,
        "base_url": "http://localhost",
    }
    return Settings(**(known | vars(addresses) | more))


@pytest.fixture
def app(built: tuple[Flask, World]) -> Iterator[Flask]:
    """Everything a test commits is rolled back when it ends."""
    app, _ = built
    with app.app_context():
        engines = db.engines
        engine = engines[None]
    connection = engine.connect()
    transaction = connection.begin()
    db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    engines[None] = connection  # type: ignore[assignment]
    with app.app_context():
        limiter.reset()
    yield app
    engines[None] = engine
    transaction.rollback()
    connection.close()
    tenancy.enter(None)


@pytest.fixture
def world(built: tuple[Flask, World]) -> World:
    return built[1]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """Someone's browser, signed in with their password unless it is told how."""

    def signed_in(someone: Someone, shown: Shown = BY_PASSWORD) -> FlaskClient:
        with app.app_context():
            person = db.session.get_one(Person, someone.id)
            ticket = sign_ins.begin(person, "a test", shown)
            db.session.commit()
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = ticket.get_id()
        return browser

    return signed_in


@pytest.fixture
def acting(app: Flask) -> Callable[[Someone], AbstractContextManager[Viewer]]:
    @contextmanager
    def as_person(someone: Someone) -> Iterator[Viewer]:
        with app.test_request_context():
            viewer = viewer_of(someone.id)
            assert viewer is not None
            g.viewer = viewer
            with tenancy.within(viewer.scope):
                yield viewer

    return as_person


@pytest.fixture
def connect(app: Flask) -> Iterator[Callable[..., SocketIOTestClient]]:
    """Opens the socket of a browser: from one of our own pages, unless other headers are given."""
    opened: list[SocketIOTestClient] = []

    def connected(browser: FlaskClient, headers: Mapping[str, str] = OURS) -> Any:
        opened.append(socketio.test_client(app, flask_test_client=browser, headers=dict(headers)))
        return opened[-1]

    yield connected
    for socket in opened:
        if socket.is_connected():
            socket.disconnect()


class Counted:
    """Statements sent, without those that only begin, end or mark a transaction."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        return len(self.statements)

    def heard(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")):
            self.statements.append(statement)


@pytest.fixture
def count_sql(app: Flask, built: tuple[Flask, World]) -> Callable[[], AbstractContextManager[Counted]]:
    @contextmanager
    def counting() -> Iterator[Counted]:
        counted = Counted()
        with app.app_context():
            connection = db.engines[None]
        event.listen(connection, "before_cursor_execute", counted.heard)
        yield counted
        event.remove(connection, "before_cursor_execute", counted.heard)

    return counting


class Post:
    """What a mail server was handed, as an SMTP server of this machine received it."""

    def __init__(self) -> None:
        self.bags: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own name
        self.bags.append(message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture(scope="session")
def mail_server() -> Iterator[tuple[Post, str]]:
    post = Post()
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    yield post, f"smtp://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def mails(
    app: Flask, mail_server: tuple[Post, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[EmailMessage]]:
    """Carries out the jobs that wait, and gives the mails that arrived since it was last asked."""
    post, address = mail_server
    elsewhere = dataclasses.replace(app.extensions["settings"], mail_url=address, base_url="https://lantern.example")
    monkeypatch.setitem(app.extensions, "settings", elsewhere)
    post.bags.clear()

    def arrived() -> list[EmailMessage]:
        with app.app_context():
            jobs.run_due()
        found, post.bags[:] = list(post.bags), []
        return found

    return arrived
