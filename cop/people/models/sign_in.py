"""A sign-in kept by the server, so that it can be ended: a copied cookie is worth nothing afterwards."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Select, and_, bindparam, delete, false, func, not_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import SignInEnded
from cop.people.models.person import Person
from cop.people.ways import Shown

# A phone in a pocket is how people come here between visits: asking for the password each day, as NIST SP 800-63B would
# for AAL2, would have them pick a weak one. A lost phone is ended from any other device (docs/security.md). An agency
# may ask its people for less (cop.agencies.lasting).
IDLE, LONGEST = timedelta(days=30), timedelta(days=90)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts without use, and at most."""

    idle: timedelta = IDLE
    longest: timedelta = LONGEST

    def hold(self, begun: datetime, seen: datetime | None) -> bool:
        now = clock.now()
        return now - (seen or begun) < self.idle and now - begun < self.longest


OF_THE_HOUSE = Limits()


class SignIn(Entity):
    """One browser's sign-in. Only the hash of its token is kept; the token itself is in the browser's cookie."""

    __tablename__ = "sign_in"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    agent: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_at: Mapped[datetime | None] = mapped_column(Moment, default=clock.now)  # to the hour, see cop.people.seen
    way: Mapped[str] = mapped_column(default="", server_default="")  # see cop.people.ways, as the two below
    step: Mapped[bool] = mapped_column(default=False, server_default=false())
    provider_id: Mapped[int | None] = mapped_column(Id, ForeignKey("agency.id", ondelete="SET NULL"))

    @classmethod
    def of(cls, person_id: int) -> Select["SignIn"]:
        return select(cls).where(cls.person_id == person_id)


HOLDS = and_(
    func.coalesce(SignIn.seen_at, SignIn.created_at) > bindparam("seen_after", type_=Moment),
    SignIn.created_at > bindparam("begun_after", type_=Moment),
)


def limits() -> dict[str, datetime]:
    """The values of HOLDS now."""
    return {"seen_after": clock.now() - IDLE, "begun_after": clock.now() - LONGEST}


class Ticket(UserMixin):
    """What Flask-Login puts in the cookie: a sign-in's token in place of a person's id."""

    def __init__(self, token: str) -> None:
        self.id = token


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(person: Person, agent: str, shown: Shown) -> Ticket:
    """A new sign-in with a fresh random token (nothing from before it is used again)."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id, not_(HOLDS)), limits())
    token = secrets.token_urlsafe(32)
    how = {"way": shown.way, "step": shown.step, "provider_id": shown.provider_id}
    db.session.add(SignIn(person_id=person.id, token_hash=hashed(token), agent=agent[:200], **how))
    return Ticket(token)


def note_step(token: str) -> None:
    """In this sign-in its person has given their own second step since."""
    db.session.execute(update(SignIn).where(SignIn.token_hash == hashed(token)).values(step=True))


def end(token: str) -> None:
    db.session.execute(delete(SignIn).where(SignIn.token_hash == hashed(token)))


def end_before(token: str) -> None:
    """The sign-in that a browser comes with when someone signs in there anew: theirs, or one that was put there."""
    one = db.session.scalars(select(SignIn).where(SignIn.token_hash == hashed(token))).first()
    if one is not None:
        db.session.delete(one)
        record(SignInEnded(COMMONWEALTH, one.person_id, "replaced"))


def end_all(person_id: int, but: str = "") -> None:
    """Ends every sign-in of a person, except the one of the token that is given."""
    theirs = delete(SignIn).where(SignIn.person_id == person_id, SignIn.token_hash != hashed(but))
    done: Any = db.session.execute(theirs)
    if done.rowcount:
        record(SignInEnded(COMMONWEALTH, person_id, "others" if but else "all"))


def end_vouched(provider_id: int | None = None, person_id: int | None = None) -> None:
    """Ends sign-ins that agencies' providers vouched for: one agency's or any, of one person or of everybody."""
    theirs = delete(SignIn).where(SignIn.provider_id.is_not(None))
    for column, value in ((SignIn.provider_id, provider_id), (SignIn.person_id, person_id)):
        theirs = theirs if value is None else theirs.where(column == value)
    done: Any = db.session.execute(theirs)
    if done.rowcount:
        record(SignInEnded(COMMONWEALTH, person_id, "agency"))


def end_one(one: SignIn) -> None:
    db.session.delete(one)
    record(SignInEnded(COMMONWEALTH, one.person_id, "one"))
