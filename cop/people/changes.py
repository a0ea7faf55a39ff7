"""Changes to how someone signs in. Each ends what opened the account before, and tells the person."""

from typing import Any

from flask_babel import gettext as _

from cop.core import mail
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people import passwords
from cop.people.door import refuse
from cop.people.facts import PasswordChanged
from cop.people.models import sign_in
from cop.people.models.letter import Letter
from cop.people.models.person import Person


def change_password(person: Person, password: str, way: str, but: str = "") -> None:
    """Sets a password that was found good. Every sign-in ends but the one of the token that is given."""
    person.password_hash = passwords.hash_of(password)
    Letter.end_all(person.id)
    sign_in.end_all(person.id, but=but)
    record(PasswordChanged(COMMONWEALTH, person.id, way))
    tell(person, "password_changed")


def knows_password(person: Person, form: Any) -> bool:
    """Whether the form's `password` is the person's. If not, the form says so and it is on record."""
    if passwords.matches(form.password.data, person.password_hash):
        return True
    refuse(person, "password")
    form.password.errors = [_("This is not your password. Please check it.")]
    return False


def tell(person: Person, what: str) -> None:
    """A mail about a change that matters, to where the person reads it now."""
    mail.post("account_changed", person.email, person.language, what=what)
