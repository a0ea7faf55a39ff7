"""Many invitations at once: a list is looked at first, row by row, and sent only when its sender is sure."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.agencies import policy
from cop.agencies.forms import ManyForm
from cop.agencies.listed import look_at
from cop.agencies.models.membership import PEER_SUPPORTER, ROLES
from cop.agencies.pages.invitations import invite, inviting
from cop.core.facts import commit
from cop.people import limits

bp = Blueprint("invitation_lists", __name__, url_prefix="/agencies/<slug>/invitation-list")


@bp.get("")
def new(slug: str) -> str:
    return render_template("agencies/invitations/list.html", agency=inviting(slug), form=ManyForm(), looked=None)


@bp.post("")
@limits.at_most(30, "hour")
def create(slug: str) -> str | Response | tuple[str, int]:
    """Shows what will happen; happens when `sure` is ticked and there is a row that can be sent."""
    agency = inviting(slug)
    form = ManyForm()
    if not form.validate():
        return render_template("agencies/invitations/list.html", agency=agency, form=form, looked=None), 422
    roles = ROLES if policy.can_manage(g.viewer, agency) else (PEER_SUPPORTER,)
    looked = look_at(form.rows.data, agency, roles)
    good = [row for row in looked if row.why is None]
    if not (form.sure.data and good):
        return render_template("agencies/invitations/list.html", agency=agency, form=form, looked=looked)
    for row in good:
        invite(agency, row.role, row.discipline, row.email)
    commit()
    flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", len(good)))
    if len(good) < len(looked):
        flash(_("Rows that could not be read were left out."))
    return redirect(url_for("invitations.index", slug=slug))
