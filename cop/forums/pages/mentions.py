"""Names that can be mentioned, while one types: for whoever may write there."""

from typing import Any

from flask import Blueprint, g, jsonify, request
from werkzeug.wrappers import Response

from cop.core import text
from cop.core.web import require
from cop.forums import mentioning, policy, queries
from cop.people import limits

bp = Blueprint("mentions", __name__)
LONGEST, MOST = 80, 8


@bp.get("/topics/<id:topic_id>/mentions")
@limits.at_most(300, "10 minutes")
def index(topic_id: int) -> Response:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_reply(g.viewer, topic))
    return _found(topic, topic_id)


@bp.get("/forums/<slug>/new/mentions")
@limits.at_most(300, "10 minutes")
def new(slug: str) -> Response:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_open_topic(g.viewer, space))
    return _found(space, None)


def _found(place: Any, topic_id: int | None) -> Response:
    """Names and nothing else of anybody; those of which a word begins so come first."""
    named = text.tidy(request.args.get("q", ""))[:LONGEST].strip()
    nameless = "without_name" in request.args
    found = mentioning.people(g.viewer, place, topic_id, nameless, named)
    names = dict.fromkeys(text.tidy(one.name) for one in found if one.id != g.viewer.id)
    return jsonify(sorted(names, key=lambda name: f" {named.lower()}" not in f" {name.lower()}")[:MOST])
