"""A new agency: founded by a steward, and opened by its first Director of Peer Support, who is invited by mail."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import founding
from cop.agencies.forms import FoundingForm
from cop.agencies.pages.own import steward
from cop.core.facts import commit
from cop.core.tenancy import COMMONWEALTH
from cop.people.lookalikes import note_lookalike

bp = Blueprint("foundings", __name__, url_prefix="/agencies/new")


@bp.get("")
def new() -> str:
    steward()
    return render_template("agencies/new.html", form=FoundingForm())


@bp.post("")
def create() -> str | Response | tuple[str, int]:
    steward()
    form = FoundingForm()
    if not form.validate():
        note_lookalike(form, COMMONWEALTH)
        return render_template("agencies/new.html", form=form), 422
    agency = founding.found(form.slug.data, form.name.data, form.areas.data)
    founding.invite_director(agency, form.email.data, g.viewer, str(get_locale()))
    commit()
    flash(_("%(agency)s is here. Its first director gets a mail with the way in.", agency=form.name.data))
    return redirect(url_for("agencies.index"))
