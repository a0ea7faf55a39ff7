"""Passkeys: what the browser is asked, and whether its answer is right (Web Authentication, level 2, 7.1 and 7.2).

They belong to a name of this site, not to an address: on this machine that name is localhost, not 127.0.0.1.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import webauthn
from flask import current_app, request, session
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorSelectionCriteria as Wanted
from webauthn.helpers.structs import (
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cop.config import LOOPBACK
from cop.core import clock, ids
from cop.core.db import db
from cop.people.models.passkey import Passkey
from cop.people.models.person import Person

CHALLENGE = "challenge"
LONGEST_ANSWER = 20_000  # characters of what a browser answers
LASTS = timedelta(minutes=5)
WRONG = (
    WebAuthnException,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
)  # whatever a malformed answer makes the library raise


@dataclass(frozen=True)
class Site:
    """`name` is the relying party's id; `origin` is what pages that ask begin with."""

    name: str
    origin: str

    @property
    def is_here(self) -> bool:
        """Whether the page being looked at is at the address that passkeys belong to."""
        return request.host == urlsplit(self.origin).netloc


def site() -> Site | None:
    """Where passkeys work; None when this installation has only a number for an address."""
    base = urlsplit(current_app.extensions["settings"].base_url)
    host = base.hostname or ""
    if host in LOOPBACK:
        return Site("localhost", f"{base.scheme}://localhost" + (f":{base.port}" if base.port else ""))
    return None if _is_number(host) else Site(host, f"{base.scheme}://{base.netloc}")


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return not host


def ask_to_make(here: Site, person: Person) -> str:
    """What the browser needs to make a passkey, as JSON."""
    theirs = db.session.scalars(Passkey.of(person.id))
    asked = webauthn.generate_registration_options(
        rp_id=here.name,
        rp_name="Lantern",
        user_id=ids.word(person.id).encode(),
        user_name=person.email,
        user_display_name=person.name,
        authenticator_selection=Wanted(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in theirs],
    )
    _keep(f"make:{person.id}", asked.challenge)
    return webauthn.options_to_json(asked)


def made(here: Site, person: Person, name: str, answer: str) -> Passkey | None:
    """The passkey a browser made, if it was made for us, here and just now."""
    asked = _take(f"make:{person.id}")
    if asked is None:
        return None
    try:
        checked = webauthn.verify_registration_response(credential=answer, **_expected(here, asked))
    except WRONG:
        return None
    return Passkey(
        person_id=person.id,
        name=name,
        credential_id=bytes_to_base64url(checked.credential_id),
        public_key=bytes_to_base64url(checked.credential_public_key),
        sign_count=checked.sign_count,
    )


def ask_for_one(here: Site) -> str:
    """What the browser needs to use a passkey, as JSON: any of this site's, so that nobody says who they are first."""
    asked = webauthn.generate_authentication_options(
        rp_id=here.name, user_verification=UserVerificationRequirement.REQUIRED
    )
    _keep("use", asked.challenge)
    return webauthn.options_to_json(asked)


def named_in(answer: str) -> Passkey | None:
    """The passkey that an answer says it comes from, which is still to be shown."""
    try:
        given = webauthn.helpers.parse_authentication_credential_json(answer)
    except WRONG:
        return None
    return db.session.scalars(select(Passkey).where(Passkey.credential_id == bytes_to_base64url(given.raw_id))).first()


def is_right(here: Site, passkey: Passkey, answer: str) -> bool:
    """Whether an answer was made by this passkey, for us, here, just now, with its person there, and never used."""
    asked = _take("use")
    if asked is None:
        return False
    try:
        checked = webauthn.verify_authentication_response(
            credential=answer,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            **_expected(here, asked),
        )
    except WRONG:
        return False
    return passkey.answered(asked.at, checked.new_sign_count)


def _expected(here: Site, asked: "Asked") -> dict[str, Any]:
    return {
        "expected_challenge": asked.challenge,
        "expected_rp_id": here.name,
        "expected_origin": here.origin,
        "require_user_verification": True,
    }


class Asked(NamedTuple):
    """A challenge, and when it was made."""

    challenge: bytes
    at: datetime


def _keep(what: str, challenge: bytes) -> None:
    session[CHALLENGE] = {"what": what, "value": bytes_to_base64url(challenge), "at": clock.now().timestamp()}


def _take(what: str) -> Asked | None:
    """The challenge that was made for this a moment ago. The browser's cookie forgets it, whatever comes of it."""
    kept = session.pop(CHALLENGE, None)
    if kept is None or kept["what"] != what:
        return None
    at = datetime.fromtimestamp(kept["at"], UTC)
    return Asked(base64url_to_bytes(kept["value"]), at) if clock.now() - at < LASTS else None
