"""The people who look after a place, and as a condition on rows the places that someone looks after."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from cop.agencies import policy as agencies
from cop.agencies.audience import PEERS
from cop.agencies.models.membership import (
    AREA_DIRECTOR,
    PEER_SUPPORTER,
    STEERING,
    STEWARD,
    Membership,
    StatewideRole,
)
from cop.agencies.models.roles import LOOKING_AFTER
from cop.agencies.viewer import Viewer
from cop.core import tenancy
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH, Scope
from cop.people.models.person import Person
from cop.trust import policy


def of(agency_id: int, audience: str) -> list[Person]:
    """Who looks after a place, by the same rule as `policy.looks_after`. One statement, past the walls: an agency's
    peers-only space is looked after from outside, and whoever supervises anywhere looks after none."""
    found = select(Person).order_by(Person.id)
    if agency_id != COMMONWEALTH and audience != PEERS:
        here = (Membership.agency_id == agency_id, Membership.role.in_(LOOKING_AFTER))
        found = found.where(Person.id.in_(select(Membership.person_id).where(*here)))
    else:
        roles = (STEWARD,) if agency_id != COMMONWEALTH else (STEERING, STEWARD)
        found = found.where(_holds(*roles))
    if audience == PEERS:
        supervises = select(Membership.person_id).where(Membership.role != PEER_SUPPORTER)
        found = found.where(Person.id.not_in(supervises), ~_holds(AREA_DIRECTOR))
    with tenancy.everywhere():
        return list(db.session.scalars(found))


def _holds(*roles: str) -> ColumnElement[bool]:
    return Person.id.in_(select(StatewideRole.person_id).where(StatewideRole.role.in_(roles)))


def kept_by(viewer: Viewer, row: Any) -> ColumnElement[bool]:
    """Which rows with an agency and an audience are in places that a viewer looks after."""
    rules: list[ColumnElement[bool]] = [false()]
    open_to_all = row.audience != PEERS
    rules += [and_(row.agency_id == one, open_to_all) for one in sorted(agencies.looked_after(viewer))]
    if viewer.is_steward or viewer.holds(STEERING):
        free = policy.is_free_of_supervising(viewer)
        rules.append(row.agency_id == COMMONWEALTH if free else and_(row.agency_id == COMMONWEALTH, open_to_all))
    if policy.may_reach_peers(viewer):
        rules.append(row.audience == PEERS)
    return or_(*rules)


def reach(viewer: Viewer) -> Scope:
    """In what scope `kept_by` is asked: flags in agencies' peers-only spaces come to stewards who are not in them."""
    return tenancy.EVERYWHERE if policy.may_reach_peers(viewer) else viewer.scope
