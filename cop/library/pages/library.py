"""Library."""

from flask import Blueprint, render_template

bp = Blueprint("library", __name__, url_prefix="/library")


@bp.get("")
def index() -> str:
    return render_template("library/index.html")
