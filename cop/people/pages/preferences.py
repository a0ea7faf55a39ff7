"""Language and colours: for this browser at once, and for the account when signed in."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.people.forms import PreferencesForm
from cop.people.models.person import Person

bp = Blueprint("preferences", __name__, url_prefix="/preferences")


@bp.post("")
def update() -> Response:
    form = PreferencesForm()
    if not form.validate():
        abort(400)
    if form.theme.data:
        session["theme"] = form.theme.data
    if form.language.data:
        session["language"] = form.language.data
        _keep(form.language.data)
    session.permanent = True
    return redirect(_back())


def _keep(language: str) -> None:
    if g.viewer.is_authenticated:
        db.session.get_one(Person, g.viewer.id).language = language
        commit()


def _back() -> str:
    """The page one came from, if it is ours: its path only, so that nobody is sent elsewhere."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return url_for("home.show")
    ours = came_from.netloc == request.host and came_from.path.startswith("/") and not came_from.path.startswith("//")
    return came_from._replace(scheme="", netloc="", fragment="").geturl() if ours else url_for("home.show")
