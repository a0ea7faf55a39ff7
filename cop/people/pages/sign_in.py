"""Signing in with a password, and signing out."""

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from cop.core import presence
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import limiter
from cop.people import limits, passwords
from cop.people.door import refuse
from cop.people.facts import SignedOut
from cop.people.forms import SignInForm
from cop.people.halfway import admit
from cop.people.models import sign_in
from cop.people.models.person import Person

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
def new() -> str | Response:
    if g.viewer.is_authenticated:
        return redirect(url_for("home.show"))
    return _page(SignInForm())


@bp.post("/sign-in")
@limiter.limit("20 per minute")
@limits.tries()
def create() -> str | Response | tuple[str, int]:
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    person = db.session.scalars(Person.with_email(form.email.data)).first()
    if not passwords.matches(form.password.data, person.password_hash if person else None) or person is None:
        refuse(person, "password")
        form.email.errors = [_("This e-mail and password do not go together. Please check both.")]
        return _page(form), 422
    return admit(person, "password")


@bp.post("/sign-out")
def destroy() -> Response:
    token = session.get("_user_id")
    if token:
        sign_in.end(token)
        if g.viewer.is_authenticated:
            record(SignedOut(COMMONWEALTH, g.viewer.id))
        commit()
        presence.hang_up({token})
    logout_user()
    flash(_("You are signed out."))
    return redirect(url_for("sign_in.new"))


def _page(form: SignInForm) -> str:
    return render_template("people/sign_in.html", form=form)
