"""Who looks after a space, and who could: people whom those who choose can see already. There is no directory."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select

from cop.agencies.audience import AREAS, DIRECTORS, EVERYONE, circle_id, of_roles
from cop.agencies.models.circle import CircleMember
from cop.agencies.models.membership import AREA_DIRECTOR, Membership, StatewideRole
from cop.core.db import AnyRow, db
from cop.forums.models.space import Caretaker, Space
from cop.people.models.person import Person


def of(space: Space) -> Sequence[AnyRow]:
    """Their ids and names, whoever began first. One statement."""
    found = select(Person.id, Person.name).join(Caretaker, Caretaker.person_id == Person.id)
    return db.session.execute(found.where(Caretaker.space_id == space.id).order_by(Caretaker.id)).all()


def could(space: Space) -> dict[int, str]:
    """Ids and names of those it is for who could be asked, by name. One statement.

    Of a circle its members; inside an agency its people; for the Commonwealth those who hold a role there.
    """
    if space.of_circle:
        return {row.id: row.name for row in members(circle_id(space.audience))}
    found = _inside(space) if space.agency_id else _statewide(space)
    return dict(sorted(found.items(), key=lambda one: (one[1].lower(), one[0])))


def members(circle: int) -> Sequence[AnyRow]:
    """Ids and names of everyone in a circle, by name, and since when. One statement."""
    found = select(Person.id, Person.name, CircleMember.at).join(CircleMember, CircleMember.person_id == Person.id)
    named = found.where(CircleMember.circle_id == circle).order_by(func.lower(Person.name), Person.id)
    return db.session.execute(named).all()


def _inside(space: Space) -> dict[int, str]:
    held, names = defaultdict(set), {}
    found = select(Person.id, Person.name, Membership.role).join(Membership, Membership.person_id == Person.id)
    for row in db.session.execute(found.where(Membership.agency_id == space.agency_id)):
        held[row.id].add(row.role)
        names[row.id] = row.name
    return {one: name for one, name in names.items() if space.audience in of_roles(held[one])}


def _statewide(space: Space) -> dict[int, str]:
    held = select(Person.id, Person.name).join(StatewideRole, StatewideRole.person_id == Person.id)
    directs = StatewideRole.role == AREA_DIRECTOR
    if space.audience == DIRECTORS:
        held = held.where(directs)
    elif space.audience in AREAS:
        held = held.where(directs, StatewideRole.area_slug == space.audience)
    elif space.audience != EVERYONE:
        return {}
    return {row.id: row.name for row in db.session.execute(held)}
