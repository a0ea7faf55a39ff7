"""Rooms."""

from flask import Blueprint, render_template

bp = Blueprint("rooms", __name__, url_prefix="/rooms")


@bp.get("")
def index() -> str:
    return render_template("rooms/index.html")
