"""Deleting one's account."""

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from cop.core import presence
from cop.core.facts import commit
from cop.people import changes, erasure, limits
from cop.people.door import renew
from cop.people.forms import DeletionForm
from cop.people.me import me

bp = Blueprint("deletions", __name__, url_prefix="/account/deletion")


@bp.get("")
def new() -> str:
    return _page(DeletionForm())


@bp.post("")
@limits.tries(limits.viewer)
def create() -> str | Response | tuple[str, int]:
    form = DeletionForm()
    person = me()
    if not (form.validate() and changes.knows_password(person, form)):
        return _page(form), 422
    if erasure.obstacles(person.id):
        return _page(form), 409
    erasure.erase(person, words=form.words.data)
    commit()
    presence.hang_up({session.get("_user_id", "")})
    logout_user()
    renew()
    session.pop("after_sign_in", None)
    flash(_("Your account is deleted. Thank you for the time you were here."))
    return redirect(url_for("sign_in.new"))


def _page(form: DeletionForm) -> str:
    return render_template("people/deletion.html", form=form, obstacles=erasure.obstacles(g.viewer.id))
