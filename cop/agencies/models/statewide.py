"""Giving and taking what people do for the whole Commonwealth."""

from sqlalchemy import delete, select

from cop.agencies.facts import RoleGiven, RoleTaken
from cop.agencies.models.membership import AREA_DIRECTOR, STEWARD, StatewideRole
from cop.core.db import db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH


def give(person_id: int, role: str, area: str | None) -> bool:
    """Gives whether it is new. An Area Director has an area, and nobody else does."""
    held = select(StatewideRole).where(StatewideRole.person_id == person_id, StatewideRole.role == role)
    if db.session.scalars(held).first() is not None:
        return False
    where = area if role == AREA_DIRECTOR else None
    db.session.add(StatewideRole(person_id=person_id, role=role, area_slug=where))
    record(RoleGiven(COMMONWEALTH, person_id, role))
    return True


def is_last_steward(given: StatewideRole) -> bool:
    """Somebody can always set up agencies and give these roles."""
    return given.role == STEWARD and is_only_steward(given.person_id)


def is_only_steward(person_id: int) -> bool:
    """Asked with the stewards' rows locked, so that two can't go at once."""
    stewards = select(StatewideRole.person_id).where(StatewideRole.role == STEWARD).with_for_update()
    return set(db.session.scalars(stewards)) == {person_id}


def take(given: StatewideRole) -> None:
    db.session.execute(delete(StatewideRole).where(StatewideRole.id == given.id))
    record(RoleTaken(COMMONWEALTH, given.person_id, given.role))
