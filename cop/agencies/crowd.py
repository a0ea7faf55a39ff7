"""Who something is for: how many, where it matters that they are few, and which of some people."""

from collections.abc import Callable, Collection
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from cop.agencies.known import EVERYTHING, viewer_from
from cop.agencies.models.membership import Membership
from cop.agencies.viewer import Viewer
from cop.core import tenancy
from cop.core.db import db
from cop.people.models.person import GONE, Person


def at_least(many: int, agency_id: int, could: Callable[[Viewer], bool], *only: ColumnElement[bool]) -> bool:
    """Whether that many people could do something in a place: `could` asks each, of those `only` (rules about Person)
    that the database knows. One statement, read no further than it takes.
    """
    rows = EVERYTHING.where(Person.id != GONE, *only).order_by(None).order_by(Person.id, Membership.id)
    if agency_id != tenancy.COMMONWEALTH:
        rows = rows.where(Membership.agency_id == agency_id)
    with tenancy.everywhere():
        found = db.session.execute(rows.execution_options(yield_per=200))
        for _, of_one in groupby(found, key=lambda row: row.id):
            many -= could(viewer_from(list(of_one)))
            if many <= 0:
                found.close()
                return True
    return False


def among(thing: Any, person_ids: Collection[int], agency_ids: Collection[int] = (), named: str = "") -> list[Viewer]:
    """Those of the people, and of all at the agencies, whom a thing is for; `named`: with this in their names.

    One statement.
    """
    there = select(Membership.person_id).where(Membership.agency_id.in_(agency_ids))
    rows = EVERYTHING.where(Person.id != GONE, or_(Person.id.in_(person_ids), Person.id.in_(there)))
    if named:
        rows = rows.where(Person.name.icontains(named, autoescape=True))
    with tenancy.everywhere():
        found = db.session.execute(rows.order_by(None).order_by(Person.name, Person.id, Membership.id)).all()
    people = (viewer_from(list(of_one)) for _, of_one in groupby(found, key=lambda row: row.id))
    return [one for one in people if one.belongs_to(thing)]
