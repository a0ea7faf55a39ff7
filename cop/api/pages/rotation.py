"""GET /api/v1/rotation: the turns and the ledger, as other programs read them."""

from typing import Any

from flask import Blueprint, g

from cop.core import ids
from cop.meetings import turns
from cop.meetings.rotation import Line
from cop.meetings.turns import TurnTaken

bp = Blueprint("api_rotation", __name__, url_prefix="/api/v1/rotation")


@bp.get("")
def show() -> dict[str, Any]:
    rotation = turns.rotation(g.viewer)
    return {"turns": [_turn(turn) for turn in rotation.turns], "ledger": [_line(line) for line in rotation.ledger]}


def _turn(turn: TurnTaken) -> dict[str, Any]:
    return {
        "id": ids.word(turn.id),
        "period": str(turn.period),
        "area": turn.area,
        "planned_area": turn.planned_area,
        "status": turn.status,
        "hosts": [host.name for host in turn.hosts],
        "meeting": turn.meeting and ids.word(turn.meeting.id),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "area": line.who,
        "held": int(line.held),
        "expected": float(line.expected),
        "balance": float(line.balance),
    }
