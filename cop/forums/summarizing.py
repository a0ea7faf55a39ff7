"""The weekly summary: on Monday at eight where they are, whoever follows something by summary gets one mail, if there
is anything new.

Like any mail about a topic it says no word of what was written, no title and no name: it lies outside these walls.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from cop.agencies.entering import viewer_of
from cop.agencies.viewer import Viewer
from cop.core import clock, jobs, mail, tenancy
from cop.core.db import AnyRow, db
from cop.core.facts import commit
from cop.core.tenancy import COMMONWEALTH
from cop.forums.models.subscription import SUMMARY, Subscription
from cop.forums.models.summary_mail import SummaryMail
from cop.forums.summaries import Week, news
from cop.people.models.person import Person

LOOK, SEND = "look-for-summaries", "send-summary"
EIGHT = time(8)
QUARTER = timedelta(minutes=15)  # no time zone begins its hours at anything less
MOST = 20  # topics in one mail


def last_monday(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last Monday at eight in a time zone."""
    here = moment.astimezone(zone)
    monday = here.date() - timedelta(days=here.weekday())
    if datetime.combine(monday, EIGHT, zone) > here:
        monday -= timedelta(weeks=1)
    return datetime.combine(monday, EIGHT, zone)


def look(_payload: dict[str, Any]) -> None:
    """A job, each quarter of an hour: has a summary sent to everyone whose Monday it is, or was while nobody looked.

    The next look is there before anything can fail.
    """
    _look_on(clock.now() + QUARTER)
    db.session.commit()
    asked = set(db.session.scalars(select(jobs.Job.payload).where(jobs.Job.name == SEND)))  # those given up, too
    for person in _who_follow():
        zone = ZoneInfo(person.time_zone) if person.time_zone else current_app.extensions["settings"].time_zone
        monday = last_monday(clock.now(), zone)
        payload = {"person_id": person.id, "week": f"{monday:%F}", "up_to": monday.isoformat()}
        told = person.told is not None and person.told >= monday.date()
        if person.since <= monday and not told and json.dumps(payload) not in asked:
            jobs.add(SEND, COMMONWEALTH, payload)
    commit()


def _who_follow() -> Sequence[AnyRow]:
    """Whoever follows anything by summary, since when, and the last week that was looked at. One statement."""
    told = select(func.max(SummaryMail.week)).where(SummaryMail.person_id == Person.id).scalar_subquery()
    columns = (Person.id, Person.time_zone, func.min(Subscription.at).label("since"), told.label("told"))
    found = select(*columns).join(Subscription, Subscription.person_id == Person.id)
    with tenancy.everywhere():
        return db.session.execute(found.where(Subscription.level == SUMMARY).group_by(Person.id)).all()


def send(payload: dict[str, Any]) -> None:
    """A job: the week is claimed and its mail asked for in one transaction, so that two workers send one."""
    week, up_to = date.fromisoformat(payload["week"]), datetime.fromisoformat(payload["up_to"])
    claimed = SummaryMail.claim(payload["person_id"], week, up_to)
    viewer = viewer_of(payload["person_id"])
    if claimed is not None and viewer is not None and viewer.is_here:
        _tell(viewer, Week(claimed.since(), up_to))
    commit()


def _tell(viewer: Viewer, week: Week) -> None:
    with tenancy.within(viewer.scope):
        found = news(viewer, week)
    if found:
        person = db.session.get_one(Person, viewer.id)
        topics = [one._asdict() for one in found[:MOST]]
        mail.post("summary", person.email, person.language, person=person.id, topics=topics,
                  more=len(found) - len(topics))  # fmt: skip


def _look_on(moment: datetime) -> None:
    """At the beginning of its quarter: two that ask for it ask for the same."""
    begins = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    if not jobs.waits(LOOK, {"at": begins.isoformat()}):
        jobs.add(LOOK, COMMONWEALTH, {"at": begins.isoformat()}, due_at=begins)


def remember() -> None:
    """When a server starts: somebody looks (a restore brings no jobs)."""
    if not jobs.waits(LOOK):
        _look_on(clock.now())
        commit()


jobs.register(LOOK, look)
jobs.register(SEND, send)
