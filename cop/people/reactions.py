"""What follows when something happens to an account."""

from flask import current_app

from cop.core import mail, presence
from cop.core.db import db
from cop.core.facts import commit, on_commit, on_worker, record
from cop.core.sockets import sockets
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import (
    EmailChangeAsked,
    EmailChangeWanted,
    LinkWanted,
    PasswordResetAsked,
    SignInEnded,
    SignInLinkAsked,
)
from cop.people.models.letter import EMAIL_CHANGE, EMAIL_RETURN, PASSWORD_RESET, SIGN_IN_LINK, Letter
from cop.people.models.person import Person

ASKED = {PASSWORD_RESET: PasswordResetAsked, SIGN_IN_LINK: SignInLinkAsked}


@on_worker(LinkWanted)
def send_link(wanted: LinkWanted) -> None:
    """Writes to whoever has the address, if anyone. Here, so that asking is the same work for any address."""
    person = db.session.scalars(Person.with_email(wanted.address)).first()
    if person is None:
        return
    letter = Letter.write(person, wanted.purpose, person.email)
    record(ASKED[wanted.purpose](COMMONWEALTH, person.id))
    mail.post(wanted.purpose, person.email, person.language, letter_id=letter.id)
    commit()


@on_worker(EmailChangeWanted)
def ask_new_address(wanted: EmailChangeWanted) -> None:
    """The new address is asked, the old one told. If the new one is somebody's, they are told instead of asked."""
    person = db.session.get(Person, wanted.person_id)
    if person is None:
        return
    owner = db.session.scalars(Person.with_email(wanted.address)).first()
    Letter.end_earlier(person.id, EMAIL_CHANGE)
    if owner is None:
        asking = Letter.write(person, EMAIL_CHANGE, wanted.address)
        mail.post(EMAIL_CHANGE, wanted.address, person.language, letter_id=asking.id)
    else:
        mail.post("email_taken", owner.email, owner.language)
    back = Letter.write(person, EMAIL_RETURN, person.email)
    mail.post(EMAIL_RETURN, person.email, person.language, letter_id=back.id)
    record(EmailChangeAsked(COMMONWEALTH, person.id))
    commit()


@on_commit(SignInEnded)
def close_sockets(_ended: SignInEnded) -> None:
    """Ends the sockets of sign-ins that are gone: at once in this process; a sweep does it in the others."""
    held = sockets.all()
    if held:
        presence.hang_up(held - current_app.extensions["still_hold"](held))
