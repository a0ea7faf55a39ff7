"""Agencies that one has left, and taking one's name off what one wrote there: also for whoever was taken out."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import queries
from cop.agencies.models.membership import FormerMember
from cop.core import tenancy
from cop.core.facts import commit
from cop.core.web import find_or_404
from cop.people.erasure import take_name_off
from cop.people.guard import guard

bp = Blueprint("past_places", __name__, url_prefix="/account/past-agencies")
guard(bp)


@bp.get("")
def index() -> str:
    return render_template("agencies/past_places.html", places=queries.left_by(g.viewer.id))


@bp.post("/<id:place_id>/name/delete")
def destroy_name(place_id: int) -> Response:
    """404 for anyone else's. What is inside stays closed: only the name goes."""
    with tenancy.everywhere():
        place = find_or_404(FormerMember.of(g.viewer.id), id=place_id)
    with tenancy.within(tenancy.agencies(place.agency_id)):
        take_name_off(g.viewer.id, place.agency_id)
        commit()
    flash(_("Your name is off what you wrote there."))
    return redirect(url_for("past_places.index"))
