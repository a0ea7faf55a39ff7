"""Files that no row leads to: stored before a commit that failed. Looked for each day, whatever kind they are of.

What is being stored at this moment has no row yet either, so only what is OLD goes; and a file that came again
meanwhile stays, because core.forgetting asks once more under the lock that whoever stores it takes.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from cop.core import clock, jobs, storage
from cop.core.facts import commit
from cop.core.forgetting import forget_later, with_rows
from cop.core.tenancy import COMMONWEALTH

LOOK = "look-for-strays"
DAY = timedelta(days=1)
OLD = timedelta(days=7)  # far longer than anything takes to be stored, and time to bring a database back from before


def look(_payload: dict[str, Any]) -> None:
    """A job, safe to repeat. Tomorrow's is there before anything can fail, and no transaction lasts while it lists."""
    _look_on(clock.now() + DAY)
    commit()
    for keys in storage.kept_before(clock.now() - OLD):
        forget_later(COMMONWEALTH, set(keys) - with_rows(keys))
        commit()


def _look_on(moment: datetime) -> None:
    if not jobs.waits(LOOK, {"day": f"{moment:%F}"}):
        jobs.add(LOOK, COMMONWEALTH, {"day": f"{moment:%F}"}, due_at=moment)


def remember() -> None:
    """When a server starts: the daily look is there (a restore brings no jobs)."""
    if not jobs.waits(LOOK):
        _look_on(clock.now())
        commit()


def init_app(app: Flask) -> None:
    app.extensions.setdefault("at_start", []).append(remember)


jobs.register(LOOK, look)
