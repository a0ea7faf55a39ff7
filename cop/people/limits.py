"""How often something may be tried: slower first, and never shut for good.

Each limit holds for one browser's address and for one person (whoever is signed in; at the door the e-mail that is
typed, whether or not anyone has it), because many addresses may try one account, and one address many.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, g, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cop.core import clock, sealing
from cop.core.db import db
from cop.core.web import limiter
from cop.people import addresses
from cop.people.models.person import Person

TRIES = "5 per minute; 40 per hour"  # that failed, for one person
LETTERS = "3 per 15 minutes; 10 per day"  # to one address
FROM_ONE_PLACE = "30 per hour"  # letters asked for by one browser's address: an office shares one
NEW = timedelta(days=7)  # how long someone counts as a newcomer
NEWCOMER = _l(
    "In your first week here you can start a few topics an hour. What you wrote is below; replies can be sent."
)
CHANGES = "6 per day"  # of e-mail, asked for by one person


def typed_email() -> str:
    email = addresses.tidy(request.form.get("email", ""))
    return f"email:{hashlib.sha256(email.encode()).hexdigest()}"


def viewer() -> str:
    """A mark, because what is counted tells the second: a post may have no name."""
    return f"person:{sealing.mark('limits', str(g.viewer.id))}"


def failed(response: Response) -> bool:
    return response.status_code == 422


def tries(key: Callable[[], str] = typed_email, limit: str = TRIES, free: Callable[[], bool] | None = None) -> Any:
    """Counts only what failed: whoever knows their password is never slowed by it. `free`: when nothing is counted."""
    return limiter.limit(limit, key_func=key, deduct_when=failed, exempt_when=free)


def at_most(most: int, time: str) -> Any:
    """What someone signed in may do in a time, and ten times that for all who share one address, as an office does."""
    per_person = limiter.limit(f"{most} per {time}", key_func=viewer)
    per_place = limiter.limit(f"{10 * most} per {time}")
    return lambda page: per_place(per_person(page))


def newcomers(most: int, time: str) -> Any:
    """What someone may do in a time in their first week here: it slows who comes to sell something. What was not kept
    does not count."""
    return limiter.limit(f"{most} per {time}", key_func=viewer, exempt_when=_is_known, deduct_when=_kept,
                         error_message=lambda: str(NEWCOMER))  # fmt: skip


def _kept(response: Response) -> bool:
    return response.status_code == 302


def _is_known() -> bool:
    """One statement, where something is sent."""
    joined = db.session.scalar(select(Person.created_at).where(Person.id == g.viewer.id))
    return joined is None or joined < clock.now() - NEW


def letters() -> Any:
    per_address = limiter.limit(LETTERS, key_func=typed_email)
    per_place = limiter.limit(FROM_ONE_PLACE)
    return lambda page: per_place(per_address(page))
