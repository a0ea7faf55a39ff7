"""What was done with one's own account."""

from flask import Blueprint, g, render_template, request

from cop.core import ids
from cop.core.paging import page_of
from cop.people.guard import guard
from cop.trust import queries
from cop.trust.own_words import SENTENCES, from_where, said

bp = Blueprint("own_trail", __name__, url_prefix="/account/trail")
guard(bp)


@bp.get("")
def show() -> str:
    rows = queries.of_account(g.viewer.id, SENTENCES, before=ids.from_query(request.args.get("before")))
    page, more = page_of(rows, queries.PER_PAGE)
    entries = [(one.at, said(one), from_where(one, g.viewer.id)) for one in page]
    return render_template("trust/own_trail.html", entries=entries, more=more)
