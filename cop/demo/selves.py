"""What some of the demo's people say of themselves: lived experience, and what helps them take part.

Those who need something come to the next meeting, and told its hosts.
"""

from typing import Any

from sqlalchemy import select

from cop.agencies.models.lived_experience import LivedExperience
from cop.core.db import db
from cop.core.facts import commit
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rsvp import YES, Rsvp
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.needs import Needs


def load(cast: Cast, pen: Pen) -> None:
    written = words.read("people")["people"]
    for key, one in written.items():
        at = pen.ago(60)
        if "lived" in one:
            db.session.add(LivedExperience(person_id=cast.people[key], shown_to=one["lived"], at=at))
        if "needs" in one:
            db.session.add(Needs(person_id=cast.people[key], at=at, **one["needs"]))
    tell_hosts(pen, {cast.people[key]: one["needs"] for key, one in written.items() if "needs" in one})
    commit()


def tell_hosts(pen: Pen, needs: dict[int, dict[str, Any]]) -> None:
    coming = select(Meeting).where(Meeting.ends_at > pen.now).order_by(Meeting.starts_at).limit(1)
    for meeting in db.session.scalars(coming).all():
        for person_id, said in needs.items():
            Rsvp.put(meeting.agency_id, meeting.id, person_id, YES)
            SharedNeeds.tell(meeting, person_id, **said)
