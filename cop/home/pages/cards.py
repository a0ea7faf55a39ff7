"""Cards for links within people's words: made for the one who reads, of what that one may see."""

from dataclasses import asdict

from flask import Blueprint, g, jsonify, request
from werkzeug.wrappers import Response

from cop.core import cards
from cop.people import limits

bp = Blueprint("cards", __name__, url_prefix="/cards")
MOST = 20


@bp.get("")
@limits.at_most(300, "10 minutes")
def index() -> Response:
    """By address, as it was asked. What does not exist and what is for others are both left out."""
    asked = dict.fromkeys(request.args.getlist("at")[:MOST])
    made = {at: cards.card(g.viewer, at) for at in asked}
    return jsonify({at: asdict(card) for at, card in made.items() if card is not None})
