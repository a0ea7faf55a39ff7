"""The trail of what was done in an agency, for those who look after it."""

from flask import Blueprint, g, render_template, request
from sqlalchemy import select

from cop.agencies.models.agency import Agency
from cop.agencies.pages.own import own
from cop.core.facts import note
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import find_or_404, require
from cop.trust import policy, queries
from cop.trust.facts import TrailRead
from cop.trust.words import in_words

bp = Blueprint("trails", __name__, url_prefix="/agencies/<slug>/trail")


def _before() -> int | None:
    number = request.args.get("before", type=int)
    return None if number is None else max(0, min(number, 2**31 - 1))


@bp.get("")
def show(slug: str) -> str:
    """404 from outside the agency, 403 for one who belongs there and does not look after it."""
    found = find_or_404(select(Agency), slug=slug)
    agency = found if found.id == COMMONWEALTH else own(slug)
    require(policy.can_read_trail(g.viewer, agency))
    if agency.id == COMMONWEALTH:
        note(TrailRead(COMMONWEALTH, None))
    rows = queries.trail(agency.id, before=_before())
    shown = [(row.TrailEntry, in_words(row.TrailEntry, row.actor, row.person)) for row in rows[: queries.PER_PAGE]]
    before = shown[-1][0].number if len(rows) > queries.PER_PAGE else None
    return render_template("trust/trail.html", agency=agency, entries=shown, before=before)
