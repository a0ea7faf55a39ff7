"""Letting someone in, once they have shown who they are. Every way of signing in comes through here."""

from flask import redirect, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from cop.core import clock, mail
from cop.core.facts import commit, record
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import SignedIn, SignInRefused
from cop.people.models import sign_in
from cop.people.models.device import Device
from cop.people.models.person import Person
from cop.people.ways import shown

DEMO = "demo"  # a way in that is nobody's own
JUST_JOINED = "invitation"  # the first device is known, and no news
KEPT = ("language", "theme", "after_sign_in")


def let_in(person: Person, way: str, *more: str, provider_id: int | None = None) -> Response:
    """Begins a sign-in under a fresh token and goes where the person was headed.

    `more` is what came with the way in: a second step, or an invitation. `provider_id`: whose provider vouched for it.
    What the cookie held before is gone but for what was chosen in this browser, and so is the sign-in it stood for.
    """
    sign_in.end_before(session.get("_user_id", ""))
    ticket = sign_in.begin(person, request.user_agent.string, shown(way, *more, provider_id=provider_id))
    record(SignedIn(COMMONWEALTH, person.id, ", ".join((way, *more))))
    _tell_of_new_device(person, {way, *more})
    commit()
    renew()
    login_user(ticket)
    session.permanent = True
    return redirect(session.pop("after_sign_in", None) or url_for("home.show"))


def _tell_of_new_device(person: Person, ways: set[str]) -> None:
    agent = request.user_agent.string
    if DEMO not in ways and Device.is_new(person, agent) and JUST_JOINED not in ways:
        when = clock.now().isoformat()
        mail.post("new_device", person.email, person.language, agent=agent[:200], when=when, zone=person.time_zone)


def refuse(person: Person | None, why: str) -> None:
    """Notes a try that failed. It commits, so that it is on record whatever the page does next."""
    record(SignInRefused(COMMONWEALTH, person.id if person else None, why))
    commit()


def renew() -> None:
    """Empties the cookie of all but choices: nothing that was put there before signing in counts afterwards."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
