"""Agencies: a public list of who takes part, and a private home for each."""

from flask import Blueprint, g, render_template

from cop.agencies import policy, queries
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import own

bp = Blueprint("agencies", __name__, url_prefix="/agencies")


@bp.get("")
def index() -> str:
    return render_template("agencies/index.html", agencies=queries.all_agencies(), may_found=policy.can_found(g.viewer))


@bp.get("/<slug>")
def show(slug: str) -> str:
    agency = own(slug)
    return render_template(
        "agencies/show.html",
        agency=agency,
        contacts=queries.contacts_of(agency),
        members=queries.count_members(agency),
        manages=policy.can_manage(g.viewer, agency),
        may_invite=policy.can_invite(g.viewer, agency, AgencySettings.of(agency.id)),
    )
