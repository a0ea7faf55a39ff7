"""The rotation: whose turn it is, and a ledger anyone can check."""

from flask import Blueprint, g, render_template

from cop.meetings import ring, turns

bp = Blueprint("rotation", __name__, url_prefix="/meetings/rotation")


@bp.get("")
def show() -> str:
    rotation = turns.rotation(g.viewer)
    return render_template("meetings/rotation/show.html", rotation=rotation, pieces=ring.pieces(rotation.order))
