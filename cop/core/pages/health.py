"""/healthz: alive. /readyz: what it needs answers. /metrics: Prometheus, to this machine only."""

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from redis import Redis, RedisError
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from cop.config import LOOPBACK, Settings
from cop.core import jobs, storage
from cop.core.db import db
from cop.core.sockets import sockets

bp = Blueprint("health", __name__)
open_sockets = Gauge("cop_sockets", "Sockets connected to this process")
waiting_jobs = Gauge("cop_jobs_waiting", "Jobs that have not been carried out")
open_sockets.set_function(lambda: len(sockets.sign_in))


@bp.get("/healthz")
def alive() -> str:
    return "ok"


@bp.get("/readyz")
def ready() -> tuple[dict[str, bool], int]:
    answers = {"database": _database(), "files": storage.answers(), "redis": _redis()}
    return answers, 200 if all(answers.values()) else 503


@bp.get("/metrics")
def metrics() -> Response:
    if request.remote_addr not in LOOPBACK:
        abort(404)
    waiting_jobs.set(db.session.scalar(select(func.count(jobs.Job.id))) or 0)
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database() -> bool:
    try:
        return db.session.scalar(select(1)) == 1
    except SQLAlchemyError:
        return False


def _redis() -> bool:
    settings: Settings = current_app.extensions["settings"]
    try:
        return not settings.redis_url or bool(Redis.from_url(settings.redis_url).ping())
    except RedisError:
        return False
