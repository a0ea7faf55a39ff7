"""The example community, loaded once into a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from flask import Flask

from cop import create_app
from cop.agencies.entering import viewer_of
from cop.commands.database import prepare
from cop.core import search, tenancy
from cop.core.db import db
from cop.core.web import limiter
from cop.demo.people import PASSWORD, email
from tests import databases
from tests.conftest import Browser, settings


@dataclass(frozen=True)
class Demo:
    """The application with the community in it, and what the command said."""

    app: Flask
    said: str

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        with self.app.app_context(), tenancy.everywhere():
            yield
            db.session.remove()

    def rows(self, statement):
        with self.everywhere():
            return db.session.execute(statement).all()

    def number(self, statement):
        with self.everywhere():
            return db.session.scalar(statement)

    def someone(self, key):
        """A browser in which this person has signed in with the one password of all."""
        with self.app.app_context():
            limiter.reset()  # tests sign in more often than anyone may in a minute
        browser = self.app.test_client()
        answer = browser.post("/sign-in", data={"email": email(key), "password": PASSWORD})
        assert answer.status_code == 302
        return browser

    def found_by(self, person_id, query):
        """What search finds for somebody: kinds and ids."""
        with self.app.test_request_context():
            viewer = viewer_of(person_id)
            with tenancy.within(viewer.scope):
                hits = search.find(query, viewer.audiences)
            db.session.remove()
        return [(hit.kind, hit.id) for hit in hits]


@pytest.fixture(scope="package", params=databases.BACKENDS)
def demo(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(f"demo-{request.param}")
    app = create_app(settings(folder, databases.make(request.param, folder, "demo")))
    app.test_client_class = Browser
    done = CliRunner().invoke(prepare, ["--demo"], obj=app, catch_exceptions=False)
    assert done.exit_code == 0
    yield Demo(app, done.output)
    with app.app_context():
        db.engine.dispose()
