"""Closing an agency: everything is put together to be downloaded, and after thirty days it is erased."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import queries
from cop.agencies.forms import ClosingForm
from cop.agencies.models.ending import Closing
from cop.agencies.pages.own import managed
from cop.core import mail
from cop.core.facts import commit
from cop.people.models.takeout import Takeout

bp = Blueprint("closings", __name__, url_prefix="/agencies/<slug>/closing")


@bp.get("")
def new(slug: str) -> str:
    agency = managed(slug)
    return render_template("agencies/closing.html", agency=agency, form=ClosingForm(), closing=Closing.of(agency.id))


@bp.post("")
def create(slug: str) -> Response | tuple[str, int]:
    agency = managed(slug)
    form = ClosingForm(name=slug)
    if not form.validate():
        return render_template("agencies/closing.html", agency=agency, form=form, closing=None), 422
    closing = Closing.begin(agency.id, g.viewer.id)
    Takeout.ask(g.viewer.id, agency.id)
    for one in queries.addresses_of_managers(agency):
        given = {"agency": agency.name, "slug": slug, "by": g.viewer.name, "day": closing.erase_at.isoformat()}
        mail.post("closing", one.email, one.language, agency.id, **given)
    commit()
    return redirect(url_for("closings.new", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Response:
    agency = managed(slug)
    if (closing := Closing.of(agency.id)) is not None:
        closing.take_back()
        commit()
    flash(_("The agency stays. It is archived until you open it again."))
    return redirect(url_for("agency.show", slug=slug))
