"""The second step of signing in: a code from one's phone, or a recovery code."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.core.web import limiter
from cop.people import halfway, limits, two_step
from cop.people.door import let_in, refuse
from cop.people.forms import CodeForm
from cop.people.models.person import Person
from cop.people.models.two_step import RecoveryCode

bp = Blueprint("second_step", __name__, url_prefix="/sign-in/two-step")
TRIES = "5 per minute; 15 per hour; 50 per day"  # a million codes, three of them right at a time


def whose() -> str:
    return f"halfway:{session.get(halfway.HALFWAY, {}).get('person')}"


def is_recovery() -> bool:
    """A recovery code can't be guessed.

    It is not counted with the short ones, or whoever has learned a password could keep its owner out with wrong codes.
    """
    return not request.form.get("code", "").replace(" ", "").isdecimal()


@bp.get("")
def new() -> str | Response:
    return _page(CodeForm()) if halfway.who() else _again()


@bp.post("")
@limiter.limit("20 per minute")
@limits.tries(whose, TRIES, free=is_recovery)
def create() -> str | Response | tuple[str, int]:
    here = halfway.who()
    if here is None:
        return _again()
    person, way, provider_id = here
    form = CodeForm()
    right = two_step.passes(person, form.code.data) if form.validate() else None
    if right is None:
        return _wrong(form, person)
    if right == "recovery":
        _say_how_many(RecoveryCode.left(person.id))
    return let_in(person, way, right, provider_id=provider_id)


def _wrong(form: CodeForm, person: Person) -> tuple[str, int]:
    if not form.errors:
        refuse(person, "code")
        form.code.errors = [_("This code is not right, or it was used already. Please try the next one.")]
    return _page(form), 422


def _say_how_many(left: int) -> None:
    words = ngettext("You have %(num)d recovery code left.", "You have %(num)d recovery codes left.", left)
    flash(f"{words} {_('You can make new ones in your account.')}")


def _again() -> Response:
    flash(_("Please sign in first. The second step is open for ten minutes."))
    return redirect(url_for("sign_in.new"))


def _page(form: CodeForm) -> str:
    recovery = request.args.get("with") == "recovery"
    return render_template("people/second_step.html", form=form, recovery=recovery)
