"""Reads for tags and core values."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select

from cop.core.db import AnyRow
from cop.core.reads import Read
from cop.core.values import CORE_VALUES
from cop.forums.models.facet import KINDS, TAG, VALUE, Facet, plain_tag
from cop.forums.models.space import Space

MOST_SHOWN = 30
MANY = func.count().label("many")
OF_SPACE = Read(
    select(Facet.kind, Facet.name, MANY)
    .where(Facet.space_id == bindparam("space_id"), Facet.kind.in_(KINDS))
    .group_by(Facet.kind, Facet.name)
    .order_by(MANY.desc(), Facet.name)
    .limit(MOST_SHOWN)
)


def of_space(space: Space) -> Sequence[AnyRow]:
    """By what topics of a space can be found, and how many each finds; those that find most first. One statement."""
    return OF_SPACE.rows(space_id=space.id)


def asked_for(query: Mapping[str, str]) -> dict[str, str] | None:
    """The facet that an address names (`?tag=` or `?value=`), if it can be one."""
    if tag := plain_tag(query.get(TAG, "")):
        return {"kind": TAG, "name": tag}
    value = query.get(VALUE, "")
    return {"kind": VALUE, "name": value} if value in CORE_VALUES else None
