"""Turning the second step on and off, and asking for it."""

import pyotp
import segno
from flask import session
from sqlalchemy import delete

from cop.core import sealing
from cop.core.db import db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people import changes
from cop.people.facts import RecoveryCodesMade, RecoveryCodeUsed, TwoStepTurnedOff, TwoStepTurnedOn
from cop.people.models.person import Person
from cop.people.models.two_step import RecoveryCode, TwoStep, matching_step, purpose

PENDING = "two_step"  # in the cookie until the first code is right: sealed, as a cookie is only signed


def pending_secret(person: Person) -> str:
    """The secret that is shown until the person's app has answered with a code."""
    kept = sealing.unseal(purpose(person.id), session.get(PENDING, ""))
    if kept is None:
        kept = pyotp.random_base32()
        session[PENDING] = sealing.seal(purpose(person.id), kept)
    return kept


def picture(person: Person, secret: str) -> str:
    """What the app's camera reads, as an image that travels in the page."""
    address = pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name="Lantern")
    return str(segno.make_qr(address).svg_data_uri(scale=5, dark="#000", light="#fff"))


def turn_on(person: Person, code: str) -> list[str] | None:
    """The recovery codes, once the first code is right; None while it is not."""
    secret = pending_secret(person)
    step = matching_step(secret, code)
    if step is None:
        return None
    sealed = sealing.seal(purpose(person.id), secret)
    db.session.add(TwoStep(person_id=person.id, secret=sealed, last_step=step))
    session.pop(PENDING, None)
    record(TwoStepTurnedOn(COMMONWEALTH, person.id))
    changes.tell(person, "two_step_on")
    return RecoveryCode.make(person.id)


def turn_off(person: Person) -> None:
    for kind in (TwoStep, RecoveryCode):
        db.session.execute(delete(kind).where(kind.person_id == person.id))
    record(TwoStepTurnedOff(COMMONWEALTH, person.id))
    changes.tell(person, "two_step_off")


def renew_codes(person: Person) -> list[str]:
    record(RecoveryCodesMade(COMMONWEALTH, person.id))
    changes.tell(person, "recovery_codes")
    return RecoveryCode.make(person.id)


def passes(person: Person, code: str) -> str | None:
    """What a code was that is right and was not used before: code or recovery; None when it is not."""
    asked = TwoStep.of(person.id)
    if asked is not None and asked.takes(code):
        return "code"
    if asked is not None and RecoveryCode.take(person.id, code):
        record(RecoveryCodeUsed(COMMONWEALTH, person.id))
        return "recovery"
    return None
