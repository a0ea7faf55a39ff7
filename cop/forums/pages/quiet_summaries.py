"""The link in a weekly summary that ends all of them, for whoever holds it: it opens nothing else."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from cop.agencies.entering import viewer_of
from cop.agencies.viewer import Viewer
from cop.core import signing, tenancy
from cop.core.facts import commit
from cop.core.web import csrf, limiter
from cop.forums.subscriptions import QUIET_SUMMARIES_LINK, quiet_summaries

bp = Blueprint("quiet_summaries", __name__, url_prefix="/quiet/summaries/<ending>")
csrf.exempt(bp)  # as in `quiet`


@bp.get("")
def show(ending: str) -> str:
    """Asks first: a mail server that opens links would make everything quiet."""
    _whose(ending)
    return render_template("forums/subscriptions/quiet_summaries.html", done=False)


@bp.post("")
@limiter.limit("30 per hour")
def create(ending: str) -> str | Response:
    viewer = _whose(ending)
    with tenancy.within(viewer.scope):
        quiet_summaries(viewer.id)
        commit()
    return render_template("forums/subscriptions/quiet_summaries.html", done=True)


def _whose(ending: str) -> Viewer:
    person_id = signing.unsign(QUIET_SUMMARIES_LINK, ending)
    viewer = None if person_id is None else viewer_of(person_id)
    return viewer or abort(404)
