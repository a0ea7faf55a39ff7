"""Who hosts a turn: asking for it, taking the seat, saying no, and stepping down."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies.models.agency import Agency
from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.meetings import agreeing, policy, seats
from cop.meetings.models.rotation import Turn, TurnAsk, TurnHost
from cop.meetings.pages.turns import find
from cop.people import limits

bp = Blueprint("turn_hosts", __name__, url_prefix="/meetings/rotation/<period>/hosts")


@bp.post("/asked")
@limits.at_most(60, "hour")
def ask(period: str) -> Response:
    """An agency whose Director of Peer Support shall host it, too; or the Area Director, whose turn it is."""
    turn = _open(period)
    require(policy.can_ask_host(g.viewer, turn))
    TurnAsk.put(turn, _seat(turn), g.viewer.id)
    commit()
    flash(_("Asked. They hear of it by mail."))
    return _back(period)


@bp.post("")
@limits.at_most(60, "hour")
def create(period: str) -> Response:
    turn = _open(period)
    voice_id = _seat(turn)
    require(policy.can_host_as(g.viewer, turn, voice_id))
    person_id = ids.from_query(request.form.get("host"))
    if person_id is None or person_id not in {one.id for one in seats.candidates(g.viewer, turn, voice_id)}:
        abort(422)
    TurnHost.accept(turn, person_id, voice_id, g.viewer.id)
    commit()
    flash(_("Thank you. It is written down who hosts."))
    return _back(period)


@bp.post("/declined")
@limits.at_most(60, "hour")
def decline(period: str) -> Response:
    turn = _open(period)
    voice_id = _seat(turn)
    require(policy.can_host_as(g.viewer, turn, voice_id))
    find_or_404(select(TurnAsk).where(TurnAsk.turn_id == turn.id), voice_id=voice_id).decline()
    commit()
    flash(_("Thank you for saying so. Someone else can be asked now."))
    return _back(period)


@bp.post("/<id:person_id>/delete")
@limits.at_most(60, "hour")
def destroy(period: str, person_id: int) -> Response:
    host = find_or_404(select(TurnHost).where(TurnHost.turn_id == _open(period).id), person_id=person_id)
    require(policy.can_step_down(g.viewer, host))
    host.step_down()
    commit()
    flash(_("Saved. The seat is free again."))
    return _back(period)


def _open(period: str) -> Turn:
    """409 for a turn that is over: who hosted it stays written down."""
    turn = find(period)
    return turn if not agreeing.is_over(turn) else abort(409)


def _seat(turn: Turn) -> int:
    """The agency that a form names, of those that serve the area; the Commonwealth for the Area Director's seat."""
    slug = request.form.get("agency")
    if not slug:
        return 0
    named = select(Agency.id).where(Agency.slug == slug, Agency.id.in_(seats.serving(turn.lead.area)))
    return db.session.scalar(named) or abort(422)


def _back(period: str) -> Response:
    return redirect(url_for("turns.show", period=period, _anchor="hosts"))
