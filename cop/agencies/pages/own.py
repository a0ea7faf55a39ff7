"""What every page inside an agency begins with: the agency, for those who belong to it."""

from typing import NoReturn

from flask import abort, g, make_response, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies import policy, queries
from cop.agencies.models.agency import Agency
from cop.agencies.refusal_facts import ActRefused
from cop.core.facts import note
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import find_or_404, require, too_often


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
    if not policy.can_manage(g.viewer, agency):
        refuse(agency.id)
    return agency


def steward() -> None:
    """403 for anyone else: what follows is the whole Commonwealth's."""
    if not policy.can_found(g.viewer):
        refuse(COMMONWEALTH)


def refuse(agency_id: int) -> NoReturn:
    """403; on record where something was tried, and not only looked at."""
    if request.method == "POST":
        note_try(agency_id)
    abort(403)


def note_try(agency_id: int, what: str = "") -> None:
    """429 for one who tries without end: the trail is for people to read."""
    if too_often("60 per hour", "refused", g.viewer.id):
        abort(429)
    note(ActRefused(agency_id, None, what or request.blueprint or ""))
