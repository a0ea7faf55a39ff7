"""Reads shaped for one page."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies.models.agency import Agency
from cop.agencies.models.membership import Membership
from cop.core.db import AnyRow, db
from cop.people.models.person import Person


def members_of(agency: Agency) -> Sequence[AnyRow]:
    """Name, role and discipline of everyone in one agency. One statement."""
    found = select(Person.name, Membership.role, Membership.discipline)
    joined = found.join(Membership, Membership.person_id == Person.id).where(Membership.agency_id == agency.id)
    return db.session.execute(joined.order_by(Membership.role, Person.name)).all()


def all_agencies() -> Sequence[Agency]:
    """Every provider agency with the areas it serves. Two statements."""
    return db.session.scalars(Agency.providers().options(selectinload(Agency.areas))).all()
