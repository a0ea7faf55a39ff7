"""Invitations into one's agency: those that are open, a new one, and taking one back."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies import joining, policy, queries
from cop.agencies.forms import InvitationForm
from cop.agencies.models.agency import Agency
from cop.agencies.models.invitation import MOST_A_DAY, Invitation
from cop.agencies.models.membership import PEER_SUPPORTER, ROLES
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import note_try, own, refuse
from cop.core.facts import commit
from cop.core.once import already_sent
from cop.core.web import find_or_404, require
from cop.people import limits
from cop.people.lookalikes import note_lookalike

bp = Blueprint("invitations", __name__, url_prefix="/agencies/<slug>/invitations")


@bp.get("")
def index(slug: str) -> str:
    agency = inviting(slug)
    return _page(agency, form_for(agency))


@bp.post("")
@limits.at_most(60, "hour")
def create(slug: str) -> str | Response | tuple[str, int]:
    agency = inviting(slug)
    form = form_for(agency)
    sent = already_sent(Invitation, Invitation.by_id == g.viewer.id, form.once_id) is not None
    if not form.validate() or (not sent and _often(agency, form)):
        _note(form, agency.id)
        return _page(agency, form), 422
    require(policy.can_give(g.viewer, agency, form.role.data))
    if not sent:
        said = (form.discipline_or_none, form.email.data or None, form.most.data or 1)
        invite(agency, form.role.data, *said, form.once_id)
        commit()
    flash(_("The invitation is on its way.") if form.email.data else _("The link is below. Hand it to your group."))
    return redirect(url_for("invitations.index", slug=slug))


@bp.post("/<id:invitation_id>/delete")
def destroy(slug: str, invitation_id: int) -> Response:
    agency = inviting(slug)
    mine = select(Invitation).where(Invitation.agency_id == agency.id)
    invitation = find_or_404(mine, id=invitation_id)
    require(policy.can_manage(g.viewer, agency) or invitation.by_id == g.viewer.id)
    invitation.revoke(g.viewer.id)
    commit()
    flash(_("The invitation is taken back. Its link no longer works."))
    return redirect(url_for("invitations.index", slug=slug))


def inviting(slug: str) -> Agency:
    """404 from outside, 403 for one who may not invite."""
    agency = own(slug)
    if not policy.can_invite(g.viewer, agency, AgencySettings.of(agency.id)):
        refuse(agency.id)
    return agency


def _note(form: InvitationForm, agency_id: int) -> None:
    if form.role.errors and form.role.data in ROLES:  # a role that the page did not offer
        note_try(agency_id)
    note_lookalike(form, agency_id)


def _often(agency: Agency, form: InvitationForm) -> bool:
    often = Invitation.lately(agency.id, [form.email.data or ""])[form.email.data] >= MOST_A_DAY
    if often:
        form.email.errors = [_("This address has had three invitations today. Please wait, or call them.")]
    return often


def form_for(agency: Agency) -> InvitationForm:
    roles = ROLES if policy.can_manage(g.viewer, agency) else (PEER_SUPPORTER,)
    form = InvitationForm()
    form.only(roles)
    return form


def invite(agency: Agency, role: str, discipline: str | None, email: str | None, most: int = 1,
           once: int | None = None) -> None:  # fmt: skip
    """A mail to one address, or a link for a group."""
    most = 1 if email else most
    made = Invitation.write(agency.id, g.viewer.id, role, discipline, email=email, most=most, once=once)
    if email:
        joining.send(made, agency.name, g.viewer.name, str(get_locale()))


def _page(agency: Agency, form: InvitationForm) -> str:
    invitations = queries.open_invitations(agency)
    return render_template("agencies/invitations/index.html", agency=agency, invitations=invitations, form=form)
