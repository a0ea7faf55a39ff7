"""Reads shaped for one page."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from cop.agencies.models.agency import Agency
from cop.core import tenancy
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


def of_account(person_id: int, kinds: Collection[str], before: int | None = None) -> Sequence[AnyRow]:
    """One page of what was done to one person's account, the newest first, from below the entry `before`.

    Past the first wall on purpose: what an agency did about someone's roles is theirs to know after they left it, too.
    One statement, and only entries of which they are the subject.
    """
    columns = (TrailEntry.id, TrailEntry.kind, TrailEntry.details, TrailEntry.actor_id, TrailEntry.address,
               TrailEntry.at, TrailEntry.agency_id, Agency.name.label("agency"))  # fmt: skip
    found = select(*columns).join(Agency, Agency.id == TrailEntry.agency_id)
    found = found.where(TrailEntry.person_id == person_id, TrailEntry.kind.in_(kinds))
    if before is not None:
        found = found.where(TrailEntry.id < before)
    with tenancy.everywhere():
        return db.session.execute(found.order_by(TrailEntry.id.desc()).limit(PER_PAGE + 1)).all()
