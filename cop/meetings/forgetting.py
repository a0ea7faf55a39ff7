"""What was told to the hosts of a meeting is taken away a while after it."""

from typing import Any

from sqlalchemy import delete, select

from cop.core import clock, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.shared_needs import FORGET, SharedNeeds, forget_later


def forget(payload: dict[str, Any]) -> None:
    """A job: later, if the meeting was put off meanwhile."""
    meeting = db.session.get(Meeting, payload["meeting_id"])
    if meeting is None:
        return
    if meeting.needs_until > clock.now():
        jobs.add(FORGET, meeting.agency_id, payload, due_at=meeting.needs_until)
        return
    db.session.execute(delete(SharedNeeds).where(SharedNeeds.meeting_id == meeting.id))


def remember() -> None:
    """When a server starts: after a restore, which brings no jobs, they are there again."""
    with tenancy.everywhere():
        told = select(SharedNeeds.meeting_id)
        for meeting in db.session.scalars(select(Meeting).where(Meeting.id.in_(told))).all():
            forget_later(meeting)
        commit()


jobs.register(FORGET, forget)
