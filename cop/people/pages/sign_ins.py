"""Where one is signed in, and ending that: for a phone that was lost, or a shared computer."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import find_or_404
from cop.people.guard import guard
from cop.people.models import sign_in
from cop.people.models.sign_in import SignIn

bp = Blueprint("sign_ins", __name__, url_prefix="/account/sign-ins")
guard(bp)


@bp.post("/<id:sign_in_id>/delete")
def destroy(sign_in_id: int) -> Response:
    sign_in.end_one(find_or_404(SignIn.of(g.viewer.id), id=sign_in_id))
    commit()
    return _back(_("That sign-in is ended."))


@bp.post("/others/delete")
def destroy_others() -> Response:
    sign_in.end_all(g.viewer.id, but=g.viewer.token)
    commit()
    return _back(_("You are signed out everywhere but here."))


def _back(words: str) -> Response:
    flash(words)
    return redirect(url_for("account.show"))
