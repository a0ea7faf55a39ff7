"""An agency's own home: what was announced, its forums and what moved there, and whom to turn to."""

from flask import Blueprint, g, render_template

from cop.agencies import keeping, policy
from cop.agencies import queries as agencies
from cop.agencies.models.ending import Archive, Closing
from cop.agencies.models.logo import Logo
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import own
from cop.forums import queries as forums
from cop.forums import spaces

bp = Blueprint("agency", __name__, url_prefix="/agencies/<slug>")


@bp.get("")
def show(slug: str) -> str:
    agency = own(slug)
    settings, manages = AgencySettings.of(agency.id), policy.can_manage(g.viewer, agency)
    return render_template(
        "home/agency.html",
        agency=agency,
        announcements=agencies.announcements(agency),
        spaces=[space for space in spaces.of(g.viewer) if space.agency_id == agency.id],
        topics=forums.recent_topics_inside(g.viewer, agency.id),
        contacts=agencies.contacts_of(agency),
        logo=Logo.of(agency.id),
        members=agencies.count_members(agency),
        archive=Archive.of(agency.id),
        closing=Closing.of(agency.id),
        manages=manages,
        may_invite=policy.can_invite(g.viewer, agency, settings),
        going=keeping.going(settings) if manages else None,
    )
