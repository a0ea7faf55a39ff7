"""Home: what is next for me."""

from flask import Blueprint, g, render_template

from cop.forums import queries as forums

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    return render_template("home/show.html", topics=forums.recent_topics(g.viewer))
