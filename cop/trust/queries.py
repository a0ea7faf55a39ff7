"""Reads shaped for one page."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cop.core.db import AnyRow, db
from cop.people.models.person import Person
from cop.trust.models.trail import TrailEntry

PER_PAGE = 50
Actor, Subject = aliased(Person), aliased(Person)


def trail(agency_id: int, before: int | None = None) -> Sequence[AnyRow]:
    """One page of an agency's trail, the newest first, from below the number `before`. One statement."""
    found = select(TrailEntry, Actor.name.label("actor"), Subject.name.label("person"))
    found = found.outerjoin(Actor, Actor.id == TrailEntry.actor_id)
    found = found.outerjoin(Subject, Subject.id == TrailEntry.person_id).where(TrailEntry.agency_id == agency_id)
    if before is not None:
        found = found.where(TrailEntry.number < before)
    return db.session.execute(found.order_by(TrailEntry.number.desc()).limit(PER_PAGE + 1)).all()
