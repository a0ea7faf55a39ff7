"""What becomes of whoever an agency's identity provider vouches for: in, connected, joined, or not."""

from flask import flash, g, redirect, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import federation, joining
from cop.agencies.federation import Kept, Way
from cop.agencies.joining import Door
from cop.core import text
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.speech import language
from cop.core.tenancy import COMMONWEALTH
from cop.people import changes, door, halfway
from cop.people.facts import IdentityLinked
from cop.people.models.identity import Identity
from cop.people.models.person import Person
from cop.people.openid import STATE, Answer, Refused
from cop.people.ways import AGENCY

ENDED, PLACE, KNOWN, CONNECT, TAKEN, AGAIN = "ended", "place", "known", "connect", "taken", "again"
LONGEST_NAME = 80


def arrive(way: Way, kept: Kept, answer: Answer) -> Response:
    """Lets in whoever it is, or raises Refused. No account is ever found by its e-mail: it can be another's by now."""
    identity = Identity.known(answer.issuer, answer.subject)
    if kept.link_id is not None:
        return _connect(way, kept, answer, identity)
    if identity is None:
        return _join(way, kept, answer)
    person = db.session.get_one(Person, identity.person_id)
    if not federation.belongs(way.agency, person.id):
        raise Refused(ENDED, person)
    if not identity.answered(kept.at):
        raise Refused(AGAIN, person)
    return halfway.admit(person, AGENCY, provider_id=way.agency.id)


def _connect(way: Way, kept: Kept, answer: Answer, identity: Identity | None) -> Response:
    """To the account of whoever showed its password before they left, and is signed in still."""
    if kept.link_id != g.viewer.id:
        raise Refused(STATE)
    person = db.session.get_one(Person, kept.link_id)
    if identity is not None and identity.person_id != person.id:
        raise Refused(TAKEN, person)
    if not federation.belongs(way.agency, person.id):
        raise Refused(PLACE, person)
    if identity is None:
        _link(person, kept, answer)
        changes.tell(person, "identity_linked")
        commit()
    flash(_("Connected. You can sign in with %(agency)s from now on.", agency=way.agency.name))
    return redirect(url_for("identities.index"))


def _join(way: Way, kept: Kept, answer: Answer) -> Response:
    """Someone who is not known may have been invited, at an address that the agency says is theirs."""
    if g.viewer.is_authenticated:
        raise Refused(CONNECT)
    invited = joining.for_address(way.agency, answer.address) if answer.address else None
    if invited is None:
        raise Refused(PLACE)
    email = invited.invitation.email or ""
    if db.session.scalars(Person.with_email(email)).first() is not None:
        raise Refused(KNOWN)
    person = Person.register(email, _name(answer, email), None, language())
    _link(person, kept, answer)
    return _welcome(invited, person)


def _welcome(invited: Door, person: Person) -> Response:
    with joining.inside(invited):
        joining.accept(invited, person)
        db.session.flush()  # here, before what is the Commonwealth's goes into its trail
        commit()
    session["after_sign_in"] = url_for("agency.show", slug=invited.agency.slug)
    answer = door.let_in(person, AGENCY, door.JUST_JOINED, provider_id=invited.agency.id)
    flash(_("Welcome to %(agency)s.", agency=invited.agency.name))  # after it: signing in forgets what was said before
    return answer


def _link(person: Person, kept: Kept, answer: Answer) -> None:
    db.session.add(Identity(person_id=person.id, issuer=answer.issuer, subject=answer.subject, asked_at=kept.at))
    record(IdentityLinked(COMMONWEALTH, person.id))


def _name(answer: Answer, email: str) -> str:
    name = text.tidy(answer.name).strip()
    return email.partition("@")[0] if not name or text.unreadable(name) else name[:LONGEST_NAME]
