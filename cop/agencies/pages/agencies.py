"""Agencies: a public list of who takes part. The private home of each is in `cop.home`."""

from flask import Blueprint, g, render_template

from cop.agencies import policy, queries

bp = Blueprint("agencies", __name__, url_prefix="/agencies")


@bp.get("")
def index() -> str:
    return render_template("agencies/index.html", agencies=queries.all_agencies(), may_found=policy.can_found(g.viewer))
