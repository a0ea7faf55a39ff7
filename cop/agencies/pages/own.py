"""What every page inside an agency begins with: the agency, for those who belong to it."""

from flask import abort, g
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies import policy
from cop.agencies.models.agency import Agency
from cop.core.web import find_or_404, require


def own(slug: str) -> Agency:
    """With its areas. 404 for anyone from outside, as for an agency that does not exist."""
    agency = find_or_404(select(Agency).options(selectinload(Agency.areas)), slug=slug)
    if not policy.can_enter(g.viewer, agency):
        abort(404)
    return agency


def tended(slug: str) -> Agency:
    """As `managed`, where something is added or changed: 403 for an agency that is archived."""
    agency = managed(slug)
    require(g.viewer.may_write_to(agency.id))
    return agency


def managed(slug: str) -> Agency:
    """403 for one who belongs there and does not look after it."""
    agency = own(slug)
    require(policy.can_manage(g.viewer, agency))
    return agency
