"""What one wishes to be called, and in which language and time zone one reads."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people.forms import ProfileForm
from cop.people.me import me

bp = Blueprint("profile", __name__, url_prefix="/account/profile")


@bp.get("")
def edit() -> str:
    return _page(ProfileForm(obj=me()))


@bp.post("")
def update() -> Response | tuple[str, int]:
    form = ProfileForm()
    if not form.validate():
        return _page(form), 422
    form.populate_obj(me())
    commit()
    session["language"] = form.language.data  # this browser's own choice would hide the account's
    flash(_("Your profile is saved."))
    return redirect(url_for("account.show"))


def _page(form: ProfileForm) -> str:
    return render_template("people/profile.html", form=form)
