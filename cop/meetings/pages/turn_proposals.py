"""Proposing a change to a turn, what an area says to it, taking it back, and undoing what was agreed."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.meetings import agreeing, policy, turns
from cop.meetings.agreeing import CannotChange
from cop.meetings.forms import UndoForm
from cop.meetings.models.proposal import AGREED, DECLINED, TurnProposal
from cop.meetings.models.rotation import Turn
from cop.meetings.pages.turns import change_form, find, page
from cop.meetings.rotation import COVER, SWAP
from cop.meetings.words import WHY_NOT
from cop.people import limits

bp = Blueprint("turn_proposals", __name__, url_prefix="/meetings/rotation")
Page = Response | tuple[str, int]


@bp.post("/<period>/proposals")
@limits.at_most(60, "hour")
def create(period: str) -> Page:
    turn = find(period)
    require(policy.can_propose_change(g.viewer))
    form = change_form(turn, turns.rotation(g.viewer))
    if not form.validate():
        return page(turn, form), 422
    other = find(form.other.data) if form.kind.data == SWAP and form.other.data else None
    area = form.area.data if form.kind.data == COVER else None
    try:
        made = agreeing.propose(turn, form.kind.data, g.viewer, form.why.data or "", form.once_id, other, area)
    except CannotChange as no:
        return page(turn, form, refused=WHY_NOT[no.why]), 409
    return _told(made)


@bp.post("/proposals/<id:proposal_id>/undo")
@limits.at_most(60, "hour")
def undo(proposal_id: int) -> Page:
    undone = _find(proposal_id)
    require(policy.can_propose_change(g.viewer))
    form = UndoForm()
    turn = db.session.get_one(Turn, undone.turn_id)
    if not form.validate():
        return page(find(turn.period)), 422
    try:
        made = agreeing.propose_undo(undone, g.viewer, form.why.data or "", form.once_id)
    except CannotChange as no:
        return page(find(turn.period), refused=WHY_NOT[no.why]), 409
    return _told(made)


@bp.post("/proposals/<id:proposal_id>/agreements")
@limits.at_most(60, "hour")
def say(proposal_id: int) -> Page:
    """One area's yes or no. Who may say nothing, any more or at all, is told where it stands."""
    proposal = _find(proposal_id)
    area = request.form.get("area", "")
    if not proposal.open or (area in proposal.areas and area not in proposal.missing):
        return _told(proposal, _("That was answered already. Here is where it stands."))
    require(area in policy.may_say(g.viewer, proposal))
    agreeing.say(proposal, area, g.viewer, yes=request.form.get("yes") == "yes")
    return _told(proposal)


@bp.post("/proposals/<id:proposal_id>/delete")
@limits.at_most(60, "hour")
def destroy(proposal_id: int) -> Page:
    proposal = _find(proposal_id)
    require(policy.can_withdraw(g.viewer, proposal) or not proposal.open)
    agreeing.withdraw(proposal)
    return _told(proposal, _("Taken back. Nothing changes."))


def _find(proposal_id: int) -> TurnProposal:
    return agreeing.find(proposal_id) or abort(404)


def _told(proposal: TurnProposal, words: str = "") -> Response:
    """Where it stands now, on the page of its turn."""
    said = {AGREED: _("It is agreed, and holds from now on."), DECLINED: _("It was not agreed, so nothing changes.")}
    waits = _("Proposed. It holds once everyone it touches has agreed. They hear of it by mail.")
    flash(words or said.get(proposal.outcome or "", waits if proposal.open else _("Nothing changes.")))
    period = db.session.get_one(Turn, proposal.turn_id).period
    commit()
    return redirect(url_for("turns.show", period=period, _anchor="proposals"))
