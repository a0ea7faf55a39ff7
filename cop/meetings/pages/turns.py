"""A turn: whose it is and why, who hosts it, and what was proposed for it."""

from typing import Any

from flask import Blueprint, abort, g, render_template
from sqlalchemy import select

from cop.agencies.audience import AREAS
from cop.agencies.words import AREA_NAMES
from cop.core.db import db
from cop.core.forms import options
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import agreeing, policy, proposals, rotation, seats, turns
from cop.meetings.forms import ChangeForm, UndoForm
from cop.meetings.models.rotation import Turn
from cop.meetings.words import period as in_words

bp = Blueprint("turns", __name__, url_prefix="/meetings/rotation/<period>")


def find(period: str) -> Turn:
    """404 for a quarter that has no turn. Two statements."""
    known = select(Turn.id).where(Turn.agency_id == COMMONWEALTH, Turn.period == period)
    return agreeing.find_turn(db.session.scalar(known)) or abort(404)


@bp.get("")
def show(period: str) -> str:
    return page(find(period))


def page(turn: Turn, form: ChangeForm | None = None, **more: Any) -> str:
    """Also what answers a proposal that could not be made."""
    whole = turns.rotation(g.viewer)
    taken = next(one for one in whole.turns if one.id == turn.id)
    told, found = proposals.of_turn(turn.id), seats.of_turn(turn)
    own = _own_seats(turn, found)
    may_change = policy.can_propose_change(g.viewer) and taken.status != rotation.HELD
    return render_template(
        "meetings/rotation/turn.html",
        turn=taken,
        row=turn,
        order_changes=[change for change in rotation.holding(turn.changes) if change.kind == rotation.ORDER],
        seats=found,
        own_seats=own,
        candidates={voice: seats.candidates(g.viewer, turn, voice) for voice in own},
        may_ask=policy.can_ask_host(g.viewer, turn) and taken.status == rotation.PLANNED,
        may_step_down=[host.person_id for host in taken.hosts if policy.can_step_down(g.viewer, host)],
        proposals=told,
        may_say={one.id: policy.may_say(g.viewer, one) for one in told},
        may_undo=[one.id for one in told if may_change and agreeing.stands(one.id)],
        undo_form=UndoForm(formdata=None),
        may_change=may_change and not any(one.open for one in told),
        form=form or change_form(turn, whole, formdata=None),
        **more,
    )


def _own_seats(turn: Turn, found: seats.Seats) -> list[int]:
    """The seats that this viewer could take: the Area Director's, and those of their agencies in the area."""
    possible = [COMMONWEALTH, *(one for one in g.viewer.agency_ids if found.slug_of(one))]
    return [voice_id for voice_id in possible if policy.can_host_as(g.viewer, turn, voice_id)]


def change_form(turn: Turn, whole: turns.Rotation, **given: Any) -> ChangeForm:
    """With the turns it can be swapped with, and the areas that can cover it."""
    form, leads = ChangeForm(**given), turn.lead.area
    open_turns = [one for one in whole.turns if one.status == rotation.PLANNED and one.area != leads]
    words = {str(one.period): f"{AREA_NAMES[one.area]}, {in_words(one.period)}" for one in open_turns}
    form.other.choices = options({"": "", **words})
    form.area.choices = options({"": "", **{area: AREA_NAMES[area] for area in AREAS if area != leads}})
    return form
