"""Gunicorn's own file: read by the process that watches the worker, so it imports nothing of the house."""

from typing import Any

worker_class = "gthread"  # real WebSockets, and one slow page delays nobody else's
workers = 1
graceful_timeout = 6
keepalive = 75
timeout = 60
control_socket_disable = True
limit_request_line = 8190  # a whole paragraph pasted into the search box still gets a page of ours
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    worker.wsgi.extensions["begin_work"]()


def worker_exit(_server: Any, worker: Any) -> None:
    if worker.wsgi is not None:
        worker.wsgi.extensions["end_work"]()
