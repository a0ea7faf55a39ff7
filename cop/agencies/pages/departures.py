"""Leaving an agency: one's own act, always possible unless nobody else looks after it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.forms import DepartureForm
from cop.agencies.models import roles
from cop.agencies.pages.own import own
from cop.core.facts import commit
from cop.people.erasure import take_name_off

bp = Blueprint("departures", __name__, url_prefix="/agencies/<slug>/departure")


@bp.get("")
def new(slug: str) -> str:
    """What it means is said before it is done: access ends at once."""
    agency = own(slug)
    last = roles.is_last(agency.id, g.viewer.id)
    return render_template("agencies/departure.html", agency=agency, last=last, form=DepartureForm())


@bp.post("")
def create(slug: str) -> Response | tuple[str, int]:
    agency = own(slug)
    if roles.is_last(agency.id, g.viewer.id):
        return render_template("agencies/departure.html", agency=agency, last=True), 409
    if DepartureForm().nameless.data:
        take_name_off(g.viewer.id, agency.id)
    roles.leave(agency.id, g.viewer.id)
    commit()
    flash(_("You have left %(agency)s.", agency=agency.name))
    return redirect(url_for("home.show"))
