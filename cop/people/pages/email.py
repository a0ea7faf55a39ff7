"""A new e-mail for one's account: it counts once the new address has answered."""

from flask import Blueprint, render_template

from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.core.web import limiter
from cop.people import changes, limits
from cop.people.facts import EmailChangeWanted
from cop.people.forms import EmailChangeForm
from cop.people.lookalikes import note_lookalike
from cop.people.me import me
from cop.people.models.person import Person

bp = Blueprint("email", __name__, url_prefix="/account/email")


@bp.get("")
def edit() -> str:
    return _page(EmailChangeForm(), me())


@bp.post("")
@limiter.limit(limits.CHANGES, key_func=limits.viewer, deduct_when=lambda answer: answer.status_code == 200)
@limits.tries(limits.viewer)
def update() -> str | tuple[str, int]:
    """The same words whoever has the new address: the worker finds out."""
    person = me()
    form = EmailChangeForm(now=person.email)
    if not (form.validate() and changes.knows_password(person, form)):
        note_lookalike(form, COMMONWEALTH)
        return _page(form, person), 422
    record(EmailChangeWanted(COMMONWEALTH, person.id, form.email.data.lower()))
    commit()
    return render_template("people/email/asked.html", address=form.email.data, now=person.email)


def _page(form: EmailChangeForm, person: Person) -> str:
    return render_template("people/email/edit.html", form=form, now=person.email)
