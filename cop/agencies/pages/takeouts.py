"""Everything of an agency's, for those who look after it."""

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from cop.agencies.pages.own import managed
from cop.core import signing
from cop.core.db import db
from cop.core.facts import commit
from cop.people import limits
from cop.people.ended import not_often
from cop.people.models.takeout import PURPOSE, Takeout
from cop.people.pages.takeouts import refuse, sent

bp = Blueprint("agency_takeouts", __name__, url_prefix="/agencies/<slug>/takeouts")


@bp.get("")
def index(slug: str) -> str:
    agency = managed(slug)
    takeouts = db.session.scalars(Takeout.of(g.viewer.id, agency.id)).all()
    return render_template("agencies/takeouts.html", agency=agency, takeouts=takeouts)


@bp.post("")
@limits.at_most(6, "day")
def create(slug: str) -> Redirect:
    Takeout.ask(g.viewer.id, managed(slug).id)
    commit()
    flash(_("We are putting it together. You get a mail when it is ready."))
    return redirect(url_for("agency_takeouts.index", slug=slug))


@bp.get("/<token>/file")
@not_often()
def file(slug: str, token: str) -> Response:
    agency = managed(slug)
    found = db.session.get(Takeout, signing.unsign(PURPOSE, token) or 0)
    if found is None or found.of_agency_id != agency.id:
        refuse(agency.id, "changed" if found is None else "not-theirs")
    return sent(found)
