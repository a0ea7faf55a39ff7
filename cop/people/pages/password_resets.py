"""A new password for someone who can't sign in: asked for by e-mail, chosen behind a link that is good once."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.people import changes, limits
from cop.people.ended import ended, not_often
from cop.people.facts import LinkWanted
from cop.people.forms import EmailForm, NewPasswordForm
from cop.people.halfway import admit
from cop.people.models.letter import PASSWORD_RESET, Letter
from cop.people.models.person import Person

bp = Blueprint("password_resets", __name__, url_prefix="/password-reset")


@bp.get("")
def new() -> str:
    return render_template("people/password_resets/new.html", form=EmailForm())


@bp.post("")
@limits.letters()
def create() -> str | tuple[str, int]:
    """The same words and the same work for any address: the worker finds out whose it is."""
    form = EmailForm()
    if not form.validate():
        return render_template("people/password_resets/new.html", form=form), 422
    record(LinkWanted(COMMONWEALTH, PASSWORD_RESET, form.email.data))
    commit()
    return render_template("people/letters/sent.html", again="password_resets.new", minutes=60)


@bp.get("/<token>")
@not_often()
def edit(token: str) -> str | tuple[str, int]:
    """Looking uses nothing up: programs that check mail open every link."""
    letter = Letter.opened(PASSWORD_RESET, token)
    return _form(_of(letter), token) if letter else _ended(token)


@bp.post("/<token>")
@not_often()
def update(token: str) -> str | Response | tuple[str, int]:
    letter = Letter.opened(PASSWORD_RESET, token)
    if letter is None:
        return _ended(token)
    person = _of(letter)
    form = NewPasswordForm(known=(person.name, person.email))
    if not form.validate():
        return _form(person, token, form), 422
    if not letter.use():
        return _ended(token)
    changes.change_password(person, form.new_password.data, way="reset")
    return admit(person, "reset")


def _of(letter: Letter) -> Person:
    return db.session.get_one(Person, letter.person_id)


def _form(person: Person, token: str, form: NewPasswordForm | None = None) -> str:
    return render_template(
        "people/password_resets/edit.html", form=form or NewPasswordForm(), token=token, email=person.email
    )


def _ended(token: str) -> tuple[str, int]:
    return ended(PASSWORD_RESET, token, again="password_resets.new")
