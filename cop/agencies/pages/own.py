"""What every page inside an agency begins with: the agency, for those who belong to it."""

from flask import abort, g, make_response, render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies import policy, queries
from cop.agencies.models.agency import Agency
from cop.core.web import find_or_404, require


def own(slug: str) -> Agency:
    """With its areas. 404 for anyone from outside, as for an agency that does not exist.

    403 and what to do for one of its people who signed in by a way that it does not take.
    """
    agency = find_or_404(select(Agency).options(selectinload(Agency.areas)), slug=slug)
    if policy.is_shut_out(g.viewer, agency):
        (asked,) = queries.asked_of([one for one in g.viewer.shut if one.agency_id == agency.id][:1])
        abort(make_response(render_template("agencies/shut.html", agency=agency, asked=asked), 403))
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
