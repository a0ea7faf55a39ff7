"""How what was done with one's own account is said to its person.

Only what they may know: what was done, when, and from where if it was they themselves or someone who tried to be them.
Who else did it stays with those who look after the agency.
"""

import json
from typing import Any

from flask_babel import lazy_gettext as _l

from cop.agencies.words import COMMONWEALTH_NAME, ROLE_NAMES

WAYS = {
    "password": _l("with a password"),
    "link": _l("with a link from a mail"),
    "passkey": _l("with a passkey"),
    "agency": _l("with an agency's own sign-in"),
    "invitation": _l("with an invitation"),
    "reset": _l("with a link for a new password"),
    "demo": _l("in the demo"),
}
SENTENCES = {
    "member-joined": _l("You joined %(agency)s as: %(role)s."),
    "member-left": _l("Your place at %(agency)s ended."),
    "role-given": _l("You were given a role at %(agency)s: %(role)s."),
    "role-taken": _l("A role of yours at %(agency)s ended: %(role)s."),
    "signed-in": _l("You signed in %(way)s."),
    "sign-in-refused": _l("Someone tried to sign in as you, or to change your account, and was refused."),
    "link-refused": _l("A link of yours was tried that does not work any more."),
    "signed-out": _l("You signed out."),
    "sign-in-ended": _l("You were signed out elsewhere."),
    "sign-in-link-asked": _l("A link to sign in was sent to your e-mail."),
    "password-reset-asked": _l("A link for a new password was sent to your e-mail."),
    "password-changed": _l("Your password was changed."),
    "email-change-asked": _l("Another e-mail was asked for."),
    "email-changed": _l("Your e-mail was changed."),
    "two-step-turned-on": _l("The second step was turned on."),
    "two-step-turned-off": _l("The second step was turned off."),
    "recovery-codes-made": _l("New recovery codes were made."),
    "recovery-code-used": _l("A recovery code was used."),
    "passkey-added": _l("A passkey was added."),
    "passkey-removed": _l("A passkey was removed."),
    "identity-linked": _l("An agency's sign-in was connected."),
    "identity-removed": _l("An agency's sign-in was removed."),
    "takeout-asked": _l("You asked to download everything of yours."),
    "takeout-fetched": _l("You downloaded everything of yours."),
}
STEPS = {"code", "recovery"}
WITH_STEP = {"signed-in": _l("You signed in %(way)s and a second step.")}
OF_AGENCY = {
    "takeout-asked": _l("You asked to download everything of %(agency)s."),
    "takeout-fetched": _l("You downloaded everything of %(agency)s."),
}
# Kept from the page: the account is gone; an invitation that did not work tells of others who were invited.
NOT_SAID = {"account-deleted", "invitation-refused", "address-refused"}
TOLD_FROM_WHERE = {
    "signed-in",
    "sign-in-refused",
    "link-refused",
}  # nobody is signed in yet, so that these have no actor


def said(entry: Any) -> str:
    details = json.loads(entry.details)
    way, _comma, step = details.get("way", "").partition(", ")
    words = {
        "agency": entry.agency if entry.agency_id else str(COMMONWEALTH_NAME),
        "role": str(ROLE_NAMES.get(details.get("role"), details.get("role", ""))),
        "way": str(WAYS.get(way, way)),
    }
    sentences = SENTENCES | (OF_AGENCY if entry.agency_id else {}) | (WITH_STEP if step in STEPS else {})
    return str(sentences[entry.kind]) % words


def from_where(entry: Any, person_id: int) -> str:
    return str(entry.address) if entry.actor_id == person_id or entry.kind in TOLD_FROM_WHERE else ""
