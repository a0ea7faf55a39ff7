"""Many invitations at once: a list is looked at first, row by row, and sent only when its sender is sure."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.agencies import policy
from cop.agencies.list_forms import ManyForm
from cop.agencies.listed import Looked, look_at
from cop.agencies.models.agency import Agency
from cop.agencies.models.membership import PEER_SUPPORTER, ROLES
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.invitations import invite, inviting
from cop.agencies.refusal_facts import ListRefused
from cop.core.facts import commit, record
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
    if form.sure.data:
        AgencySettings.locked(agency.id)  # a second click waits, and then finds these invitations open
    looked = look_at(form.rows.data, agency, roles)
    if looked.bad:
        record(ListRefused(agency.id, None, len(looked.bad)))
    if form.sure.data and looked.good:
        return _send(agency, looked)
    commit()
    return render_template("agencies/invitations/list.html", agency=agency, form=form, looked=looked)


def _send(agency: Agency, looked: Looked) -> Response:
    for row in looked.good:
        invite(agency, row.role, row.discipline, row.email)
    commit()
    sent = len(looked.good)
    flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", sent))
    if looked.bad:
        flash(_("Rows that could not be read were left out."))
    return redirect(url_for("invitations.index", slug=agency.slug))
