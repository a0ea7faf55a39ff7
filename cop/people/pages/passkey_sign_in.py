"""Signing in with a passkey. It is both steps in one: something one has, opened with a finger, a face or a code."""

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from cop.core.db import db
from cop.core.web import limiter
from cop.people import passkeys
from cop.people.door import let_in, refuse
from cop.people.models.person import Person

bp = Blueprint("passkey_sign_in", __name__, url_prefix="/sign-in/passkey")


@bp.post("/challenge")
@limiter.limit("60 per minute")
def ask() -> Response:
    here = passkeys.site() or abort(404)
    return Response(passkeys.ask_for_one(here), mimetype="application/json")


@bp.post("")
@limiter.limit("20 per minute")
def create() -> Answer:
    here = passkeys.site() or abort(404)
    answer = request.form.get("credential", "")[: passkeys.LONGEST_ANSWER]
    passkey = passkeys.named_in(answer)
    person = db.session.get_one(Person, passkey.person_id) if passkey else None
    if passkey and person and passkeys.is_right(here, passkey, answer):
        return let_in(person, "passkey")
    if person is not None:  # what names nobody is nobody's to answer for
        refuse(person, "passkey")
    flash(_("That passkey did not work here. Please try once more, or sign in another way."))
    return redirect(url_for("sign_in.new"))
