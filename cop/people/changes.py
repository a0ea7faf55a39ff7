"""Changes to how someone signs in. Each ends what opened the account before, and tells the person."""

import secrets
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from cop.core import mail
from cop.core.db import db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people import passwords
from cop.people.door import refuse
from cop.people.facts import (
    EmailChanged,
    IdentityRemoved,
    LinkWanted,
    PasskeyRemoved,
    PasswordChanged,
    TwoStepTurnedOff,
)
from cop.people.models import sign_in
from cop.people.models.identity import Identity
from cop.people.models.letter import PASSWORD_RESET, Letter
from cop.people.models.passkey import Passkey
from cop.people.models.person import Person
from cop.people.models.two_step import TwoStep


def change_password(person: Person, password: str, way: str, but: str = "") -> None:
    """Sets a password that was found good. Every sign-in ends but the one of the token that is given."""
    person.password_hash = passwords.hash_of(password)
    Letter.end_all(person.id)
    sign_in.end_all(person.id, but=but)
    record(PasswordChanged(COMMONWEALTH, person.id, way))
    tell(person, "password_changed")


def change_email(letter: Letter) -> bool:
    """The new address has answered. False when somebody else has come to have it since."""
    if not letter.use() or _is_anothers(letter):
        return False
    db.session.get_one(Person, letter.person_id).email = letter.address
    Letter.end_all(letter.person_id)
    record(EmailChanged(COMMONWEALTH, letter.person_id, "confirmed"))
    return True


def return_email(letter: Letter) -> bool:
    """It was not them: the old address is back, and nothing that was known before opens the account.

    A new password can be asked for at the old address. False when somebody else has come to have it since.
    """
    if not letter.use() or _is_anothers(letter):
        return False
    person = db.session.get_one(Person, letter.person_id)
    person.email = letter.address
    person.password_hash = passwords.hash_of(secrets.token_urlsafe(32))
    Letter.end_all(person.id)
    Letter.end_returns_since(letter)
    sign_in.end_all(person.id)
    _forget_what_came_since(letter)
    record(EmailChanged(COMMONWEALTH, person.id, "returned"))
    record(LinkWanted(COMMONWEALTH, PASSWORD_RESET, person.email))
    return True


def _forget_what_came_since(letter: Letter) -> None:
    """A second step turned on since would keep out whoever asked for the way back; another way in lets in another."""
    for kind, fact in ((TwoStep, TwoStepTurnedOff), (Passkey, PasskeyRemoved), (Identity, IdentityRemoved)):
        since = (kind.person_id == letter.person_id, kind.created_at >= letter.created_at)
        done: Any = db.session.execute(delete(kind).where(*since))
        if done.rowcount:
            record(fact(COMMONWEALTH, letter.person_id))


def _is_anothers(letter: Letter) -> bool:
    theirs = Person.with_email(letter.address).where(Person.id != letter.person_id)
    return db.session.scalars(theirs).first() is not None


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
