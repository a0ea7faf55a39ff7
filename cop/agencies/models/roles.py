"""Giving roles in an agency and taking them, so that somebody always looks after it."""

from collections.abc import Collection, Hashable
from typing import Any

from sqlalchemy import String, cast, delete, func, select

from cop.agencies.facts import MemberLeft, RoleGiven, RoleTaken
from cop.agencies.models.agency import Agency
from cop.agencies.models.circle import CircleMember
from cop.agencies.models.membership import (
    ADMINISTRATOR,
    DIRECTOR,
    PEER_SUPPORTER,
    FormerMember,
    Membership,
    StatewideRole,
)
from cop.agencies.models.settings import AgencySettings
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import record

LOOKING_AFTER = (ADMINISTRATOR, DIRECTOR)


def held_by(agency_id: int, person_id: int) -> list[str]:
    roles = select(Membership.role).where(Membership.agency_id == agency_id, Membership.person_id == person_id)
    return list(db.session.scalars(roles))


def looks_after(agency_id: int, person_id: int) -> bool:
    return bool(set(held_by(agency_id, person_id)) & set(LOOKING_AFTER))


def is_last(agency_id: int, person_id: int, role: str | None = None) -> bool:
    """Whether nobody would look after the agency if this person lost a role there (all of them, without `role`)."""
    losing = {role} if role else set(LOOKING_AFTER)
    after = select(Membership.person_id, Membership.role).where(Membership.agency_id == agency_id)
    kept = db.session.execute(after.where(Membership.role.in_(LOOKING_AFTER)).with_for_update()).all()
    return all(one.person_id == person_id and one.role in losing for one in kept)


def give(agency_id: int, person_id: int, role: str, discipline: str | None = None) -> None:
    """Safe to repeat, and by two at once: a role given again is the same role, with the discipline as last said."""
    if hold(agency_id, person_id, role, discipline):
        record(RoleGiven(agency_id, person_id, role))


def hold(agency_id: int, person_id: int, role: str, discipline: str | None) -> bool:
    """Gives whether the role is new. The agency's row is locked: two at once are one after the other."""
    db.session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update(key_share=True))
    same = select(Membership).where(Membership.agency_id == agency_id, Membership.person_id == person_id)
    kept = db.session.scalars(same.where(Membership.role == role)).first()
    if kept is not None:
        kept.discipline = discipline if role == PEER_SUPPORTER else kept.discipline
        return False
    back = (FormerMember.agency_id == agency_id, FormerMember.person_id == person_id)
    db.session.execute(delete(FormerMember).where(*back))
    db.session.add(Membership(agency_id=agency_id, person_id=person_id, role=role, discipline=discipline))
    return True


def take(agency_id: int, person_id: int, role: str) -> None:
    mine = (Membership.agency_id == agency_id, Membership.person_id == person_id)
    if role not in held_by(agency_id, person_id):
        return
    db.session.execute(delete(Membership).where(*mine, Membership.role == role))
    record(RoleTaken(agency_id, person_id, role))
    if not db.session.scalar(select(func.count(Membership.id)).where(*mine)):
        record(MemberLeft(agency_id, person_id))


def remember_leaving(agency_id: int, person_id: int) -> None:
    gone = select(FormerMember.id).where(FormerMember.agency_id == agency_id, FormerMember.person_id == person_id)
    if db.session.scalar(gone) is None:
        db.session.add(FormerMember(agency_id=agency_id, person_id=person_id))
        db.session.flush()


def leave(agency_id: int, person_id: int) -> None:
    """Ends all their roles there, and with them their access. What they wrote stays."""
    for role in held_by(agency_id, person_id):
        take(agency_id, person_id, role)


def roles_of(people: Collection[int]) -> dict[int, Hashable]:
    """All that decides what each of some people may see, to be compared with itself later. Three statements."""
    rules = (cast(AgencySettings.refused_ways, String), AgencySettings.second_step)
    here = select(Membership.person_id, Membership.agency_id, Membership.role, *rules)
    here = here.outerjoin(AgencySettings, AgencySettings.agency_id == Membership.agency_id)
    here = here.where(Membership.person_id.in_(people))
    everywhere = select(StatewideRole.person_id, StatewideRole.role, StatewideRole.area_slug)
    circles = select(CircleMember.person_id, CircleMember.circle_id).where(CircleMember.person_id.in_(people))
    found: dict[int, set[Any]] = {person: set() for person in people}
    with tenancy.everywhere():
        for kind in (here, everywhere.where(StatewideRole.person_id.in_(people)), circles):
            for person, *role in db.session.execute(kind):
                found[person].add(tuple(role))
    return {person: frozenset(roles) for person, roles in found.items()}
