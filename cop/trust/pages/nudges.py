"""The rules of the nudge for the script that shows it while one writes. What is written is not sent anywhere for it."""

from flask import Blueprint, Response, abort, url_for

from cop.core.speech import LANGUAGES, language
from cop.trust.nudge.advice import finder
from cop.trust.nudge.browser import rules_in, version

bp = Blueprint("nudges", __name__, url_prefix="/nudge/<tongue>")
A_YEAR = 365 * 24 * 3600  # seconds


@bp.get("/<stamp>.json")
def show(tongue: str, stamp: str) -> Response:
    """What a page asks for carries its version. One that is older gets what holds now, and keeps it for no time."""
    if tongue not in LANGUAGES:
        abort(404)
    answer = Response(rules_in(finder(), tongue), content_type="application/json")
    if stamp == version(finder(), tongue):
        answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return answer


def address() -> str:
    """Where the rules are for the reader of this page."""
    tongue = language()
    return url_for("nudges.show", tongue=tongue, stamp=version(finder(), tongue))
