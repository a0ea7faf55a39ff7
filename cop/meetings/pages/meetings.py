"""Meetings."""

from flask import Blueprint, render_template

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("")
def index() -> str:
    return render_template("meetings/index.html")
