"""The database: one declarative base, one session per scope, transactions that begin as they mean to go on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeAlias

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, Integer, MetaData, Row, Select, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from cop.config import Settings
from cop.core.ids import new_id

AnyRow: TypeAlias = Row[*tuple[Any, ...]]  # some columns, by name
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MS = 10_000  # how long a writer waits for another on SQLite before giving up

# SQLite: whether the next transaction takes the write lock at once. Reading first and writing later in a deferred
# transaction fails or loses updates when two do it together; only pages that never write may begin deferred.
reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware moment: kept in UTC, given back in UTC. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


# On SQLite only a column declared INTEGER is the row's own number; it holds the same 63 bits.
Id = BigInteger().with_variant(Integer, "sqlite")


class Entity(Base):
    """A table's row with an id of its own."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False, default=new_id)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def init_app(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)


def engine_options(settings: Settings) -> dict[str, Any]:
    if settings.on_postgresql:
        return {"pool_size": 16, "max_overflow": 16, "pool_pre_ping": True, "hide_parameters": True}
    connecting = {"timeout": BUSY_MS / 1000, "check_same_thread": False}
    pool = {"pool_size": 16, "max_overflow": settings.threads}
    return {"connect_args": connecting, "hide_parameters": True, **pool}  # what people wrote stays out of the log


def prepare_sqlite(engine: Engine) -> None:
    """Foreign keys, a write-ahead log, and transactions that SQLAlchemy begins rather than the driver."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading_only.get() else "BEGIN IMMEDIATE")


def let_go() -> None:
    """Ends the transaction so far: no lock and no connection waits with us while another machine is asked.

    The next one may write, though the page says GET: a provider sends its answer through the browser's address, and
    some of what is read is put on record.
    """
    db.session.rollback()
    reading_only.set(False)


@contextmanager
def only_reading() -> Iterator[None]:
    token = reading_only.set(True)
    try:
        yield
    finally:
        reading_only.reset(token)
