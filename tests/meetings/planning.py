"""Meetings and turns for the tests, told from now on."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from cop.core import clock
from cop.core.db import db
from cop.core.facts import commit
from cop.meetings.calendar import Period
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rotation import Turn, TurnChange, TurnHost

ITEMS = [
    {"title": "Arrive and check in", "minutes": 10},
    {"title": "Two stories of supervision", "minutes": 20, "about": "From both chairs."},
]


def turn(period, area, hosts=(), accepted=True, hosting=None):
    """A turn with its hosts: (person, agency id) pairs, for the area or for the one that they are `hosting` for."""
    row = Turn(agency_id=0, period=str(period), planned_area=area)
    db.session.add(row)
    db.session.flush()
    for person, agency_id in hosts:
        at = clock.now() if accepted else None
        host = {"person_id": person.id, "voice_id": agency_id, "area_slug": hosting or area, "accepted_at": at}
        db.session.add(TurnHost(agency_id=0, turn_id=row.id, **host))
    commit()
    return row


def change(of, by, kind, area=None, undoes=None):
    row = TurnChange(agency_id=0, turn_id=of.id, kind=kind, area_slug=area, undoes_id=undoes and undoes.id, by_id=by.id)
    db.session.add(row)
    commit()
    return row


def meeting(title="What supervision could feel like", begins=timedelta(days=9), **more):
    """A meeting of 90 minutes that begins so long from now; committed."""
    starts_at = clock.now() + begins
    planned = Meeting.plan(title, starts_at, starts_at + timedelta(minutes=90), **more)
    commit()
    return planned


def this_quarter():
    return Period.of(clock.now().astimezone(ZoneInfo("America/New_York")).date())


OVER = timedelta(days=-2)
