"""Work that follows a fact: a row in the fact's own transaction, carried out at least once by the worker.

The row is the truth: a lease says that someone is at it, attempts how often it was tried. Huey only carries the row's
id to a worker at once (from this process by default, over Redis when set); what a crash drops is found again by
`sweep`, because a lease runs out.
"""

import json
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import RedisHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.consumer import Consumer
from redis.exceptions import RedisError
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.config import Settings
from cop.core import clock, ids, tenancy
from cop.core.db import Entity, Id, Moment, db

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
ATTEMPTS = 5
_added = count()
_handlers: dict[str, Callable[[dict[str, Any]], None]] = {}


class Job(Entity):
    """One thing to do: `name` is its reaction, `payload` its fact as JSON. Only the worker reads it."""

    __tablename__ = "job"

    name: Mapped[str]
    scope_agency_id: Mapped[int] = mapped_column(Id)
    payload: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Moment, default=clock.now, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    failed: Mapped[str | None]


def register(name: str, handler: Callable[[dict[str, Any]], None]) -> None:
    _handlers[name] = handler


def add(name: str, agency_id: int, payload: dict[str, Any], due_at: datetime | None = None, **row: Any) -> None:
    """To be done at once, or not before `due_at`: then the sweep finds it. `row`: an `id` that tells no exact time.

    Of what is due at once the row tells the hour: should it wait there, it may be about a post without a name.
    """
    said = {"name": name, "scope_agency_id": agency_id, "payload": json.dumps(payload)}
    hour = clock.hour_of(clock.now())
    at_once = {"id": _next_id(hour), "due_at": hour}
    job = Job(**said, **(at_once | row if due_at is None else {"due_at": due_at} | row))
    db.session.add(job)
    if due_at is None:
        db.session.info.setdefault("jobs", []).append(job)


def _next_id(hour: datetime) -> int:
    """In the order in which they were added here, and never when."""
    return ids.id_at(hour + timedelta(milliseconds=next(_added) % 1_000_000), secrets.randbits(ids.RANDOM_BITS))


def waits(name: str, payload: dict[str, Any] | None = None) -> bool:
    """Whether such a job (with any payload, when none is given) is there already. One that was given up is not."""
    same = select(Job.id).where(Job.name == name, Job.failed.is_(None))
    if payload is not None:
        same = same.where(Job.payload == json.dumps(payload))
    return db.session.scalar(same.limit(1)) is not None


def wake() -> None:
    """Tells a worker what was just committed. If nobody hears it, the sweep will."""
    for job in db.session.info.pop("jobs", []):
        try:
            current_app.extensions["carry"](job.id)
        except (OSError, RedisError):
            log.warning("the queue did not answer: job %s waits for the sweep", job.name)


def run(job_id: int) -> bool:
    """Carries out one job, in the scope of its fact's agency. Gives False when it is done or someone is at it."""
    claimed = _claim(job_id)
    if claimed is None:
        return False
    name, agency_id, payload = claimed
    try:
        with tenancy.within(tenancy.agencies(agency_id)):
            _handlers[name](json.loads(payload))
            _finish(job_id)
    except Exception as error:  # whatever a job raises, the worker lives and the row says so
        log.exception("job %s failed", name)
        db.session.rollback()
        _put_back(job_id, type(error).__name__)
    return True


def _claim(job_id: int) -> tuple[str, int, str] | None:
    """Takes the lease, and ends the transaction, so that a slow job holds no lock."""
    moment = clock.now()
    free = or_(Job.leased_until.is_(None), Job.leased_until < moment)
    lease = {"leased_until": moment + LEASE, "attempts": Job.attempts + 1}
    taken: Any = db.session.execute(update(Job).where(Job.id == job_id, free, Job.failed.is_(None)).values(**lease))
    found = db.session.execute(select(Job.name, Job.scope_agency_id, Job.payload).where(Job.id == job_id)).first()
    db.session.commit()
    return (found.name, found.scope_agency_id, found.payload) if taken.rowcount and found else None


def _finish(job_id: int) -> None:
    db.session.delete(db.session.get_one(Job, job_id))
    db.session.commit()


def _put_back(job_id: int, reason: str) -> None:
    job = db.session.get_one(Job, job_id)
    job.due_at = clock.now() + timedelta(seconds=10 * 2**job.attempts)
    job.leased_until = None
    if job.attempts >= ATTEMPTS:
        job.failed, job.due_at = reason, clock.hour_of(clock.now())
    db.session.commit()


def due() -> list[int]:
    """Jobs whose time has come and that nobody holds, oldest first."""
    moment = clock.now()
    free = or_(Job.leased_until.is_(None), Job.leased_until < moment)
    waiting = select(Job.id).where(Job.due_at <= moment, free, Job.failed.is_(None))
    return list(db.session.scalars(waiting.order_by(Job.due_at, Job.id).limit(100)))


def run_due() -> int:
    """Carries out everything that waits, here and now. Gives how many were done."""
    done = 0
    while waiting := due():
        done += sum(map(run, waiting))
        db.session.rollback()
    return done


def make_queue(settings: Settings) -> Huey:
    if settings.redis_url:
        return RedisHuey("lantern", url=settings.redis_url, results=False)
    return SqliteHuey("lantern", filename=str(Path(settings.data) / "queue.db"), results=False)


def init_app(app: Flask, settings: Settings) -> None:
    if settings.testing:
        app.extensions["carry"] = lambda job_id: None  # a test runs what is due itself
        return
    queue = make_queue(settings)

    @queue.task(name="run")
    def carry(job_id: int) -> None:
        with app.app_context():
            run(job_id)

    @queue.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        with app.app_context():
            run_due()

    app.extensions["carry"] = carry
    app.extensions["queue"] = queue


def consumer(app: Flask, workers: int = 1) -> Consumer:
    """Huey's consumer: `.start()` it in a process that has signals of its own, `.run()` it in a worker."""
    return Consumer(app.extensions["queue"], workers=workers, periodic=True, initial_delay=0.05, max_delay=1.0)
