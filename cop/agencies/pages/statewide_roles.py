"""Statewide roles: who does what for the whole Commonwealth, looked after by stewards."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies import queries
from cop.agencies.forms import StatewideRoleForm
from cop.agencies.models import statewide
from cop.agencies.models.membership import StatewideRole
from cop.agencies.pages.own import steward
from cop.agencies.refusal_facts import PersonNotFound
from cop.core.db import db
from cop.core.facts import commit, note
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import find_or_404
from cop.people import limits
from cop.people.lookalikes import note_lookalike
from cop.people.models.person import Person

bp = Blueprint("statewide_roles", __name__, url_prefix="/statewide-roles")


@bp.get("")
def index() -> str:
    steward()
    return _page(StatewideRoleForm())


@bp.post("")
@limits.at_most(60, "hour")
def create() -> str | Response | tuple[str, int]:
    steward()
    form = StatewideRoleForm()
    if not form.validate():
        note_lookalike(form, COMMONWEALTH)
        return _page(form), 422
    person = db.session.scalars(Person.with_email(form.email.data)).first()
    if person is None:
        note(PersonNotFound(COMMONWEALTH, None))
        form.email.errors = [_("Nobody signs in with this address yet.")]
        return _page(form), 422
    new = statewide.give(person.id, form.role.data, form.area.data or None)
    commit()
    flash(_("The role is given.") if new else _("They have this role already."))
    return redirect(url_for("statewide_roles.index"))


@bp.post("/<id:role_id>/delete")
def destroy(role_id: int) -> Response | tuple[str, int]:
    steward()
    given = find_or_404(select(StatewideRole), id=role_id)
    if statewide.is_last_steward(given):
        return _page(StatewideRoleForm(), last=True), 409
    statewide.take(given)
    commit()
    flash(_("The role is taken back."))
    mine = given.person_id == g.viewer.id
    return redirect(url_for("home.show") if mine else url_for("statewide_roles.index"))


def _page(form: StatewideRoleForm, last: bool = False) -> str:
    return render_template("agencies/statewide_roles.html", form=form, roles=queries.statewide_roles(), last=last)
