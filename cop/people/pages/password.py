"""One's own password: changed by whoever knows the one before."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.people import changes, limits
from cop.people.forms import PasswordForm
from cop.people.me import me
from cop.people.models.person import Person

bp = Blueprint("password", __name__, url_prefix="/account/password")


@bp.get("")
def edit() -> str:
    return _page(PasswordForm(), g.viewer.id)


@bp.post("")
@limits.tries(limits.viewer)
def update() -> Response | tuple[str, int]:
    person = me()
    form = PasswordForm(known=(person.name, person.email))
    if not (form.validate() and changes.knows_password(person, form)):
        return _page(form, person.id), 422
    changes.change_password(person, form.new_password.data, way="account", but=g.viewer.token)
    commit()
    flash(_("Your password is changed. Everywhere else you are signed out."))
    return redirect(url_for("account.show"))


def _page(form: PasswordForm, person_id: int) -> str:
    return render_template("people/password.html", form=form, email=db.session.get_one(Person, person_id).email)
