"""Agencies: a public list of who takes part, and a private home for each."""

from flask import Blueprint, abort, g, render_template
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies import policy, queries
from cop.agencies.models.agency import Agency
from cop.core.web import find_or_404

bp = Blueprint("agencies", __name__, url_prefix="/agencies")


@bp.get("")
def index() -> str:
    return render_template("agencies/index.html", agencies=queries.all_agencies())


@bp.get("/<slug>")
def show(slug: str) -> str:
    agency = find_or_404(select(Agency).options(selectinload(Agency.areas)), slug=slug)
    if not policy.can_enter(g.viewer, agency):
        abort(404)
    return render_template("agencies/show.html", agency=agency, members=queries.members_of(agency))
