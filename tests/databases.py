"""A database for each process that runs tests: SQLite always, PostgreSQL when its address is given.

On PostgreSQL the tables belong to whoever the address names, and the application connects as a role of its own that
owns nothing, so that row-level security holds in every test.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url

APP_ROLE = "cop_test_app"
POSTGRESQL = os.environ.get("COP_TEST_DATABASE_URL", "")
REDIS = os.environ.get("COP_TEST_REDIS_URL", "")
# Two checkouts on one machine test at the same time, and neither may take the other's databases away.
CHECKOUT = hashlib.sha256(str(Path(__file__).parent).encode()).hexdigest()[:6]
BACKENDS = ["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"]


@dataclass(frozen=True)
class Addresses:
    database_url: str
    owner_database_url: str = ""
    redis_url: str = ""


def worker_number() -> int:
    name = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    return int(name.removeprefix("gw"))


def make(backend: str, folder: Path, purpose: str = "suite") -> Addresses:
    """A fresh, empty database of one kind."""
    if backend == "sqlite":
        return Addresses(f"sqlite:///{folder / f'{purpose}.db'}")
    name = f"cop_test_{CHECKOUT}_{purpose}_{worker_number()}"
    server = make_url(POSTGRESQL.replace("postgresql://", "postgresql+psycopg://", 1))
    recreate(server, name)
    owner = server.set(database=name)
    app = owner.set(username=APP_ROLE, password="app")
    redis = f"{REDIS.rstrip('/').removesuffix('/0')}/{1 + worker_number() % 14}" if REDIS else ""
    return Addresses(shown(app), shown(owner), redis)


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def recreate(server: URL, name: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_lock(20270701)")  # roles belong to the whole server
        if not connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_ROLE,)).first():
            connection.exec_driver_sql(f"CREATE ROLE {APP_ROLE} LOGIN PASSWORD 'app' NOSUPERUSER NOBYPASSRLS")
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        connection.exec_driver_sql("SELECT pg_advisory_unlock(20270701)")
    engine.dispose()
