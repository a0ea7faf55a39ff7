"""One click signs in as anyone of the demo. Registered only in a demo on a loopback address."""

from collections.abc import Sequence

from flask import Blueprint, abort, request
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from cop.agencies.models.agency import Agency
from cop.agencies.models.membership import ROLES, STATEWIDE_ROLES, Membership, StatewideRole
from cop.config import LOOPBACK
from cop.core import tenancy
from cop.core.db import AnyRow, db
from cop.core.web import find_or_404
from cop.people.door import let_in
from cop.people.models.person import Person

IN_ORDER = (*ROLES, *STATEWIDE_ROLES)  # peer supporters first: the house is theirs

bp = Blueprint("demo_sign_in", __name__, url_prefix="/demo/sign-in")


@bp.post("/<key>")
def create(key: str) -> Response:
    if request.remote_addr not in LOOPBACK:
        abort(404)
    return let_in(find_or_404(select(Person), demo_key=key), "demo")


def people() -> Sequence[AnyRow]:
    """Everyone of the demo, with where they work and as what. One statement, past the walls."""
    role = func.coalesce(Membership.role, StatewideRole.role)
    found = (
        select(
            Person.demo_key,
            Person.name,
            func.max(role).label("role"),
            func.coalesce(func.min(Agency.name), "").label("agency_name"),
        )
        .outerjoin(Membership, Membership.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .outerjoin(StatewideRole, StatewideRole.person_id == Person.id)
        .where(Person.demo_key.is_not(None))
        .group_by(Person.id, Person.demo_key, Person.name)
        .order_by(func.min(Agency.name).nulls_first(), Person.name)
    )
    with tenancy.everywhere():
        rows = db.session.execute(found).all()
    placed = [row for row in rows if row.role]  # whoever has left every place is nobody to step in as
    return sorted(placed, key=lambda row: (row.agency_name, IN_ORDER.index(row.role)))
