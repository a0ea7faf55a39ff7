"""A directory of 5,000 people: how long a page and a search of it take. `python -m tests.bench.directory`"""

import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, insert

from cop.agencies.models.membership import Membership
from cop.core import clock, ids, tenancy
from cop.core.db import db
from cop.people.models import sign_in
from cop.people.models.person import Person
from cop.people.ways import PASSWORD, Shown
from tests import databases, world
from tests.bench import inside
from tests.bench.backends import settings
from tests.bench.server import cop

PEOPLE, TIMES = 5_000, 40
FIRST = "Ada Bruno Celia Dora Emil Fatima Greta Hugo Ines Jonas".split()
LAST = "Alvarez Brandt Cohen Duarte Ekberg Farias Gomez Huang Ibarra Jensen".split()
PAGE = "/agencies/harborlight/members"
PATHS = {"first page": "", "a page in the middle": "?after={middle}&name=greta", "search": "?q=huang 49",
         "search that finds nobody": "?q=zzz"}  # fmt: skip


def main() -> None:
    data = Path(tempfile.mkdtemp(prefix="lantern-directory-"))
    try:
        for backend in databases.BACKENDS:
            env = settings(data / backend, backend)
            cop(env, "db", "upgrade")
            for name, took in measured(inside.house(env), env["COP_OWNER_DATABASE_URL"]).items():
                print(f"{backend:>12}  {name:<26} least {min(took):6.1f} ms   p50 {median(took):6.1f} ms")
        print(f"The machine's load meanwhile: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    finally:
        shutil.rmtree(data)


def measured(app: Flask, owner: str) -> dict[str, list[float]]:
    """Milliseconds of each of some requests, one after another, in this process."""
    with app.app_context():
        cast = world.build()
        fill(cast.harborlight.id, owner)
        ticket = sign_in.begin(db.session.get_one(Person, cast.ana.id), "bench", Shown(PASSWORD))
        db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = ticket.get_id()
    return {name: timed(browser, PAGE + path.format(middle=ids.word(1))) for name, path in PATHS.items()}


def fill(agency_id: int, owner: str) -> None:
    """So many more people of one agency."""
    people: list[dict[str, Any]] = [
        {"id": ids.new_id(), "email": f"p{n}@x.example", "name": f"{FIRST[n % 10]} {LAST[n // 10 % 10]} {n}",
         "password_hash": "", "language": "en", "created_at": clock.now()} for n in range(PEOPLE)
    ]  # fmt: skip
    with tenancy.everywhere():
        db.session.execute(insert(Person), people)
        db.session.execute(insert(Membership), [
            {"agency_id": agency_id, "person_id": one["id"], "role": "peer_supporter", "discipline": "cps"}
            for one in people
        ])  # fmt: skip
        db.session.commit()
    if db.engine.dialect.name == "postgresql":  # as its autovacuum does within a minute of such a change
        with create_engine(owner, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("ANALYZE")


def timed(browser: FlaskClient, path: str) -> list[float]:
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        assert browser.get(path).status_code == 200
        took.append(1000 * (time.perf_counter() - begun))
    return took


if __name__ == "__main__":
    main()
