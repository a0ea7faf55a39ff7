"""How many people something is for, where it matters that they are few."""

from itertools import groupby
from typing import Any

from cop.agencies.known import EVERYTHING, viewer_from
from cop.agencies.models.membership import Membership
from cop.core import tenancy
from cop.core.db import db
from cop.people.models.person import GONE, Person


def at_least(many: int, thing: Any) -> bool:
    """Whether that many people belong to a thing with an agency and an audience. One statement, read no further than
    it takes.
    """
    rows = EVERYTHING.where(Person.id != GONE).order_by(None).order_by(Person.id, Membership.id)
    if thing.agency_id != tenancy.COMMONWEALTH:
        rows = rows.where(Membership.agency_id == thing.agency_id)
    with tenancy.everywhere():
        found = db.session.execute(rows.execution_options(yield_per=200))
        for _, of_one in groupby(found, key=lambda row: row.id):
            many -= viewer_from(list(of_one)).belongs_to(thing)
            if many <= 0:
                found.close()
                return True
    return False
