"""Reads for tags and core values."""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from cop.core.db import AnyRow
from cop.core.reads import Read
from cop.core.values import CORE_VALUES
from cop.forums.models.facet import KINDS, TAG, VALUE, Facet, plain_tag
from cop.forums.models.space import Space

MOST_SHOWN = 30
# Those of some six hundred topics: to count all of a large space took longer than everything else on its page.
LATEST = 2000
MANY = func.count().label("many")
Lately = aliased(
    Facet,
    select(Facet)
    .where(Facet.space_id == bindparam("space_id"), Facet.kind.in_(KINDS))
    .order_by(Facet.topic_id.desc())
    .limit(LATEST)
    .subquery(),
)
OF_SPACE = Read(
    select(Lately.kind, Lately.name, MANY)
    .group_by(Lately.kind, Lately.name)
    .order_by(MANY.desc(), Lately.name)
    .limit(MOST_SHOWN)
)


def of_space(space: Space) -> Sequence[AnyRow]:
    """By what a space's topics can be found, and how many each finds among the LATEST; most first. One statement."""
    return OF_SPACE.rows(space_id=space.id)


def asked_for(query: Mapping[str, str]) -> dict[str, str] | None:
    """The facet that an address names (`?tag=` or `?value=`), if it can be one."""
    if tag := plain_tag(query.get(TAG, "")):
        return {"kind": TAG, "name": tag}
    value = query.get(VALUE, "")
    return {"kind": VALUE, "name": value} if value in CORE_VALUES else None
