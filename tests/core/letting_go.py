"""What the worker does with files that were let go of, and with nothing else that waits."""

from sqlalchemy import select

from cop.core import jobs
from cop.core.db import db
from cop.core.forgetting import FORGET


def take_files_away(app):
    with app.app_context():
        waiting = db.session.scalars(select(jobs.Job.id).where(jobs.Job.name == FORGET)).all()
        assert all(jobs.run(one) for one in waiting)
        return len(waiting)
