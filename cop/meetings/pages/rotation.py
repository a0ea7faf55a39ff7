"""The rotation: whose turn it is, and a ledger anyone can check."""

from flask import Blueprint, g, render_template

from cop.meetings import policy, proposals, ring, turns
from cop.meetings.forms import UndoForm
from cop.meetings.rotation import cycle, uneven

bp = Blueprint("rotation", __name__, url_prefix="/meetings/rotation")


@bp.get("")
def show() -> str:
    rotation = turns.rotation(g.viewer)
    waiting, led = proposals.waiting(), cycle(rotation.round, rotation.order)
    return render_template(
        "meetings/rotation/show.html",
        rotation=rotation,
        pieces=ring.pieces(rotation.order),
        waiting=waiting,
        may_say={one.id: policy.may_say(g.viewer, one) for one in waiting},
        may_undo=(),
        undo_form=UndoForm(formdata=None),
        cycle=led,
        uneven=uneven(led),
    )
