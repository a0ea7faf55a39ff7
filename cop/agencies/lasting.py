"""How long a sign-in lasts: as long as the house lets it, or less where an agency of its person asks for less.

A person of several agencies has one sign-in for all of them: the strictest applies.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from cop.agencies.models.membership import Membership
from cop.agencies.models.settings import AgencySettings
from cop.core import clock, tenancy
from cop.core.db import AnySelect, db
from cop.people.models.sign_in import IDLE, LONGEST, Limits, SignIn, hashed


def strictest(hours: Iterable[tuple[int | None, int | None]]) -> Limits:
    """Of some agencies' hours without use and at most; None for one that says nothing."""
    known = list(hours)
    idle = (timedelta(hours=one) for one, _ in known if one)
    longest = (timedelta(hours=one) for _, one in known if one)
    return Limits(min([IDLE, *idle]), min([LONGEST, *longest]))


def _with_limits() -> AnySelect:
    least = (func.min(AgencySettings.idle_hours), func.min(AgencySettings.longest_hours))
    found = select(SignIn.token_hash, SignIn.created_at, SignIn.seen_at, *least)
    joined = found.outerjoin(Membership, Membership.person_id == SignIn.person_id)
    rules = joined.outerjoin(AgencySettings, AgencySettings.agency_id == Membership.agency_id)
    return rules.group_by(SignIn.token_hash, SignIn.created_at, SignIn.seen_at)


def still_hold(tokens: set[str]) -> set[str]:
    """Those of the tokens whose sign-in has not ended. One statement."""
    by_hash = {hashed(token): token for token in tokens}
    with tenancy.everywhere():
        rows = db.session.execute(_with_limits().where(SignIn.token_hash.in_(by_hash))).all()
    return {by_hash[token] for token, begun, seen, *least in rows if strictest([tuple(least)]).hold(begun, seen)}


def end_what_is_over(agency_id: int, person_id: int | None = None) -> None:
    """Before an agency's limits no longer count, for one person or for all: what they ended does not come back."""
    settings = AgencySettings.of(agency_id)
    limits, now = strictest([(settings.idle_hours, settings.longest_hours)]), clock.now()
    here = select(Membership.person_id).where(Membership.agency_id == agency_id)
    whose: Any = SignIn.person_id == person_id if person_id else SignIn.person_id.in_(here)
    seen = func.coalesce(SignIn.seen_at, SignIn.created_at)
    over = (seen <= now - limits.idle) | (SignIn.created_at <= now - limits.longest)
    db.session.execute(delete(SignIn).where(whose, over).execution_options(synchronize_session=False))
