"""Finding anything one may see."""

from flask import Blueprint, g, render_template, request

from cop.core import search
from cop.people import limits

bp = Blueprint("search", __name__, url_prefix="/search")
KINDS = ("solution", "topic", "reply", "resource", "meeting", "annex")


@bp.get("")
@limits.at_most(120, "minute")
def show() -> str:
    query = request.args.get("q", "")[:200].strip()
    kind = request.args.get("kind", "")
    page = max(1, min(request.args.get("page", 1, type=int), 50))
    hits = search.find(query, g.viewer.audiences, kind=kind if kind in KINDS else "", page=page)
    return render_template("home/search.html", query=query, kind=kind, hits=hits, page=page, full=search.PER_PAGE)
