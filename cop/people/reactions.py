"""What follows when something happens to an account."""

from flask import current_app

from cop.core import mail, presence
from cop.core.db import db
from cop.core.facts import commit, on_commit, on_worker, record
from cop.core.sockets import sockets
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import LinkWanted, PasswordResetAsked, SignInEnded
from cop.people.models.letter import PASSWORD_RESET, Letter
from cop.people.models.person import Person

ASKED = {PASSWORD_RESET: PasswordResetAsked}


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


@on_commit(SignInEnded)
def close_sockets(_ended: SignInEnded) -> None:
    """Ends the sockets of sign-ins that are gone: at once in this process; a sweep does it in the others."""
    held = sockets.all()
    if held:
        presence.hang_up(held - current_app.extensions["still_hold"](held))
