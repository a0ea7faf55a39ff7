"""How the entries of a trail are said."""

import json
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cop.agencies import keeping
from cop.agencies.audience import DIRECTORS, EVERYONE, PEERS, SUPERVISORS
from cop.agencies.words import AREA_NAMES, IDLE_NAMES, KEEP_NAMES, LONGEST_NAMES, ROLE_NAMES, any_of
from cop.trust.review.words import ANSWERED, LOGGED

SOMEONE = _l("Someone")
PHRASES = {
    "agency-founded": _l("%(actor)s set up the agency."),
    "agency-changed": _l("%(actor)s changed the settings: %(fields)s."),
    "sign-in-ways-set": _l("%(actor)s set how people sign in to open the agency: %(ways)s."),
    "sign-in-length-set": _l("%(actor)s set how long a sign-in lasts: %(longest_hours)s, without use %(idle_hours)s."),
    "retention-set": _l("%(actor)s set how long words are kept: %(years)s."),
    "words-erased": _l("What was over its time was erased: %(counts)s."),
    "agency-archived": _l("%(actor)s archived the agency."),
    "agency-reopened": _l("%(actor)s opened the agency again."),
    "agency-closing": _l("%(actor)s began to close the agency."),
    "agency-kept": _l("%(actor)s took the closing back."),
    "agency-erased": _l("Everything inside was erased."),
    "announced": _l("%(actor)s announced something."),
    "shared-with-area": _l("%(actor)s shared something with an area: %(area)s."),
    "sharing-taken-back": _l("%(actor)s took back what was shared with an area: %(area)s."),
    "shared-again": _l("%(actor)s shared something again with an area: %(area)s."),
    "space-made": _l("%(actor)s made a space for: %(audience)s."),
    "space-changed": _l("%(actor)s changed a space: %(what)s."),
    "logo-set": _l("%(actor)s set the agency's logo."),
    "logo-removed": _l("%(actor)s took the agency's logo away."),
    "accent-chosen": _l("%(actor)s chose the agency's color: %(color)s."),
    "accent-removed": _l("%(actor)s took the agency's color away (it was %(color)s)."),
    "person-invited": _l("%(actor)s sent an invitation for: %(role)s."),
    "invitation-revoked": _l("%(actor)s took an invitation back."),
    "list-refused": _l("%(actor)s had a list of people to invite looked at. Rows that could not be sent: %(rows)s."),
    "act-refused": _l("%(actor)s tried to do what is not theirs to do here (%(what)s)."),
    "person-not-found": _l("%(actor)s looked for someone by an e-mail that nobody has here."),
    "invitation-refused": _l("%(actor)s tried an invitation that did not work (%(why)s)."),
    "member-joined": _l("%(person)s joined as: %(role)s."),
    "role-given": _l("%(actor)s gave %(person)s a role: %(role)s."),
    "role-taken": _l("%(actor)s took a role from %(person)s: %(role)s."),
    "signed-in": _l("%(person)s signed in (%(way)s)."),
    "sign-in-refused": _l("A sign-in as %(person)s was refused (%(why)s)."),
    "link-refused": _l("A link that no longer works, or was changed, was tried (%(purpose)s, %(why)s)."),
    "address-refused": _l("%(actor)s typed an e-mail that could pass for another (%(why)s)."),
    "signed-out": _l("%(person)s signed out."),
    "sign-in-ended": _l("%(person)s ended sign-ins (%(which)s)."),
    "sign-in-link-asked": _l("A link to sign in was sent to %(person)s."),
    "password-reset-asked": _l("A link for a new password was sent to %(person)s."),
    "password-changed": _l("%(person)s changed their password (%(way)s)."),
    "email-change-asked": _l("%(person)s asked for another e-mail."),
    "email-changed": _l("The e-mail of %(person)s changed (%(way)s)."),
    "two-step-turned-on": _l("%(person)s turned on the second step."),
    "two-step-turned-off": _l("%(person)s turned off the second step."),
    "recovery-codes-made": _l("%(person)s made new recovery codes."),
    "recovery-code-used": _l("%(person)s used a recovery code."),
    "passkey-added": _l("%(person)s added a passkey."),
    "passkey-removed": _l("%(person)s removed a passkey."),
    "identity-linked": _l("%(person)s connected an agency's sign-in."),
    "identity-removed": _l("%(person)s removed an agency's sign-in."),
    "identity-provider-kept": _l("%(actor)s set up the agency's own sign-in."),
    "identity-provider-removed": _l("%(actor)s removed the agency's own sign-in."),
    "takeout-fetched": _l("%(actor)s downloaded everything."),
    "decided": _l("%(actor)s decided about a post: %(action)s."),
    "decision-undone": _l("%(actor)s undid a decision about a post: %(action)s."),
    "appeal-answered": _l("%(actor)s answered an appeal: %(outcome)s"),
    "words-taken-out": _l("Words were taken out of a post for good."),
    "topic-arranged": _l("%(actor)s kept a topic in order: %(what)s."),
    "first-look-set": _l("%(actor)s set that newcomers' first posts in a space wait for a look."),
    "first-look-ended": _l("%(actor)s set that first posts in a space no longer wait."),
    "post-let-through": _l("%(actor)s let a first post through."),
    "post-sent-back": _l("%(actor)s sent a first post back."),
    "trail-read": _l("%(actor)s read this trail."),
    "takeout-asked": _l("%(actor)s asked to download everything."),
    "account-deleted": _l("%(actor)s deleted their account."),
    "member-left": _l("%(person)s is no longer in the agency."),
}

AUDIENCES = AREA_NAMES | {
    EVERYONE: _l("everyone"),
    PEERS: _l("peer supporters only"),
    SUPERVISORS: _l("supervisors only"),
    DIRECTORS: _l("directors only"),
}
OF_A_SPACE = {
    "words": _l("what it is called and for"),
    "opened_by": _l("who may start topics"),
    "nameless": _l("whether one may post without a name"),
    "audience": _l("whom it is for"),
}

OF_A_TOPIC = {
    "closed": _l("closed"),
    "reopened": _l("open again"),
    "merged": _l("joined to another one"),
    "parted": _l("on its own again"),
    "split": _l("some replies went on elsewhere"),
    "rejoined": _l("what had gone on elsewhere is back"),
    "pinned": _l("first in its space"),
    "unpinned": _l("no longer first in its space"),
    "moved": _l("in another space"),
    "moved-back": _l("back in the space it came from"),
}

PURPOSES = {
    "password_reset": _l("a new password"),
    "sign_in_link": _l("signing in"),
    "email_change": _l("another e-mail"),
    "email_return": _l("the e-mail before"),
    "takeout": _l("a download"),
    "invitation": _l("an invitation"),
}

PLACES = {  # what someone tried to do, by the name of its page; any other by that name
    "members": _l("people and roles"),
    "invitations": _l("invitations"),
    "invitation_lists": _l("invitations"),
    "announcements": _l("announcements"),
    "archives": _l("archiving and closing"),
    "closings": _l("archiving and closing"),
    "agency_settings": _l("settings"),
    "sign_in_rules": _l("settings"),
    "retention": _l("settings"),
    "identity_provider": _l("the agency's own sign-in"),
    "agency_takeouts": _l("downloading everything"),
    "logo": _l("logo and color"),
    "accent": _l("logo and color"),
    "foundings": _l("new agencies"),
    "statewide_roles": _l("roles for all agencies"),
    "beyond": _l("a form with more in it than it asks for, such as a role"),
}


def _counts(said: str) -> str:
    """Kinds and how many: `topic 3, resource 1`."""
    pairs = (part.rpartition(" ") for part in said.split(", "))
    return ", ".join(keeping.kept[name].words(int(many)) for name, _, many in pairs)


SAID: dict[str, Callable[[Any], str]] = {
    "role": lambda role: str(ROLE_NAMES.get(role, role)),
    "area": lambda area: str(AREA_NAMES.get(area, area)),
    "ways": lambda ways: any_of(ways.split(", ")),
    "longest_hours": lambda hours: str(LONGEST_NAMES[hours]),
    "idle_hours": lambda hours: str(IDLE_NAMES[hours]),
    "years": lambda years: str(KEEP_NAMES[years]),
    "counts": _counts,
    "action": lambda action: str(LOGGED.get(action, action)),
    "outcome": lambda outcome: str(ANSWERED.get(outcome, outcome)),
    "audience": lambda audience: str(AUDIENCES.get(audience, audience)),
    "what": lambda what: str((OF_A_SPACE | OF_A_TOPIC | PLACES).get(what, what)),
    "purpose": lambda purpose: str(PURPOSES.get(purpose, purpose)),
}


def in_words(entry: Any, actor: str | None, person: str | None) -> str:
    """One entry as a sentence; a kind without one says its name and what it holds."""
    details = json.loads(entry.details)
    details |= {name: say(details[name]) for name, say in SAID.items() if name in details}
    phrase = PHRASES.get(entry.kind)
    if phrase is None:
        return " ".join([entry.kind, *(f"{name}: {value}" for name, value in details.items())])
    nobody = _("Lantern") if entry.actor_id is None else _("Someone who has left")
    return str(phrase) % ({"actor": actor or nobody, "person": person or str(SOMEONE)} | details)
