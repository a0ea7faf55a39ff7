"""The second step for one's own account: on, off, and new recovery codes. Each asks the password."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people import changes, limits, two_step
from cop.people.door import refuse
from cop.people.forms import PasswordOnlyForm, TwoStepForm
from cop.people.me import me
from cop.people.models import sign_in
from cop.people.models.person import Person
from cop.people.models.two_step import RecoveryCode, TwoStep

bp = Blueprint("two_step", __name__, url_prefix="/account/two-step")


@bp.get("")
def show() -> str:
    return _page(me())


@bp.post("")
@limits.tries(limits.viewer)
def create() -> str | Response | tuple[str, int]:
    person, form = me(), TwoStepForm()
    if TwoStep.of(person.id):
        return redirect(url_for("two_step.show"))
    if not (form.validate() and changes.knows_password(person, form)):
        return _page(person, form), 422
    codes = two_step.turn_on(person, form.code.data)
    if codes is None:
        refuse(person, "code")
        form.code.errors = [_("This code is not right. Please try the one your app shows now.")]
        return _page(person, form), 422
    sign_in.note_step(g.viewer.token)
    return _codes(codes)


@bp.post("/delete")
@limits.tries(limits.viewer)
def destroy() -> Response | tuple[str, int]:
    person, form = me(), PasswordOnlyForm()
    if not (form.validate() and changes.knows_password(person, form)):
        return _page(person, form), 422
    if TwoStep.of(person.id):
        two_step.turn_off(person)
        commit()
    flash(_("The second step is turned off."))
    return redirect(url_for("two_step.show"))


@bp.post("/recovery-codes")
@limits.tries(limits.viewer)
def renew() -> str | Response | tuple[str, int]:
    person, form = me(), PasswordOnlyForm()
    if not (form.validate() and changes.knows_password(person, form)):
        return _page(person, form), 422
    if TwoStep.of(person.id) is None:
        return redirect(url_for("two_step.show"))
    return _codes(two_step.renew_codes(person))


def _codes(codes: list[str]) -> str:
    """Shown in the answer itself, once: neither the cookie nor the database holds them."""
    commit()
    return render_template("people/two_step/codes.html", codes=codes)


def _page(person: Person, form: TwoStepForm | PasswordOnlyForm | None = None) -> str:
    on = TwoStep.of(person.id)
    if on:
        given = form or PasswordOnlyForm()
        return render_template("people/two_step/on.html", form=given, on=on, left=RecoveryCode.left(person.id))
    secret = two_step.pending_secret(person)
    given = form if isinstance(form, TwoStepForm) else TwoStepForm(formdata=None)
    return render_template(
        "people/two_step/off.html", form=given, secret=secret, picture=two_step.picture(person, secret)
    )
