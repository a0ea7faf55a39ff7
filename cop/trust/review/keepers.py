"""The people who look after a place, and as a condition on rows the places that someone looks after."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, select

from cop.agencies import policy as agencies
from cop.agencies.audience import CIRCLE, PEERS, is_of_circle
from cop.agencies.audience import is_closed as audience_is_closed
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


def is_closed(column: Any) -> ColumnElement[bool]:
    """`audience.is_closed`, of a column."""
    return or_(column == PEERS, column.startswith(CIRCLE, autoescape=True))


def of(agency_id: int, audience: str) -> list[Person]:
    """Who looks after a place, by the same rule as `policy.looks_after`. One statement, past the walls: an agency's
    peers-only space is looked after from outside, and whoever supervises anywhere looks after none."""
    found = select(Person).order_by(Person.id)
    closed = audience_is_closed(audience)
    if agency_id != COMMONWEALTH and not closed:
        here = (Membership.agency_id == agency_id, Membership.role.in_(LOOKING_AFTER))
        found = found.where(Person.id.in_(select(Membership.person_id).where(*here)))
    else:
        for_all = agency_id == COMMONWEALTH and not is_of_circle(audience)
        roles = (STEERING, STEWARD) if for_all else (STEWARD,)
        found = found.where(_holds(*roles))
    if closed:
        supervises = select(Membership.person_id).where(Membership.role != PEER_SUPPORTER)
        found = found.where(Person.id.not_in(supervises), ~_holds(AREA_DIRECTOR))
    with tenancy.everywhere():
        return list(db.session.scalars(found))


def _holds(*roles: str) -> ColumnElement[bool]:
    return Person.id.in_(select(StatewideRole.person_id).where(StatewideRole.role.in_(roles)))


def kept_by(viewer: Viewer, row: Any) -> ColumnElement[bool]:
    """Which rows with an agency and an audience are in places that a viewer looks after."""
    rules: list[ColumnElement[bool]] = [false()]
    open_to_all = not_(is_closed(row.audience))
    rules += [and_(row.agency_id == one, open_to_all) for one in sorted(agencies.looked_after(viewer))]
    if viewer.is_steward or viewer.holds(STEERING):
        free = policy.is_free_of_supervising(viewer)
        shared = row.agency_id == COMMONWEALTH
        rules.append(and_(shared, or_(open_to_all, row.audience == PEERS) if free else open_to_all))
    if policy.may_reach_peers(viewer):
        rules.append(is_closed(row.audience))
    return or_(*rules)


def reach(viewer: Viewer) -> Scope:
    """In what scope `kept_by` is asked: flags in agencies' peers-only spaces come to stewards who are not in them."""
    return tenancy.EVERYWHERE if policy.may_reach_peers(viewer) else viewer.scope
