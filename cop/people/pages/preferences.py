"""Language and colours: for this browser at once, and for the account when signed in."""

from flask import Blueprint, abort, g, redirect, session, url_for
from werkzeug.wrappers import Response

from cop.core.errors import came_from
from cop.core.facts import commit
from cop.people.forms import PreferencesForm
from cop.people.me import me

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
    return redirect(came_from() or url_for("home.show"))


def _keep(language: str) -> None:
    if g.viewer.is_authenticated:
        me().language = language
        commit()
