"""Between the two steps of signing in: ten minutes in the signed cookie, good for nothing but the second."""

from datetime import timedelta

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from cop.core import clock, sealing
from cop.core.db import db
from cop.core.facts import commit
from cop.people import door
from cop.people.models.person import Person
from cop.people.models.two_step import TwoStep

HALFWAY = "halfway"
LASTS = timedelta(minutes=10)


def admit(person: Person, way: str, provider_id: int | None = None) -> Response:
    """Someone has shown the first of what is needed: lets them in, or asks for the second step if they have one."""
    if TwoStep.of(person.id) is None:
        return door.let_in(person, way, provider_id=provider_id)
    commit()
    door.renew()
    session[HALFWAY] = {"person": person.id, "way": way, "provider": provider_id, "at": clock.now().timestamp(),
                        "mark": _mark(person)}  # fmt: skip
    return redirect(url_for("second_step.new"))


def who() -> tuple[Person, str, int | None] | None:
    """Who is halfway in, by which way and whose provider, if that is fresh and their password still the same."""
    kept = session.get(HALFWAY)
    if not kept or clock.now().timestamp() - kept["at"] > LASTS.total_seconds():
        return None
    person = db.session.get(Person, kept["person"])
    return (person, kept["way"], kept.get("provider")) if person and kept["mark"] == _mark(person) else None


def _mark(person: Person) -> str:
    return sealing.mark("halfway", person.password_hash)[:16]
