"""Reads for the list of spaces."""

from collections.abc import Sequence

from sqlalchemy import select

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow
from cop.core.reads import Read
from cop.forums import own
from cop.forums.models.space import Space
from cop.forums.queries import MINE

OF_VIEWER = Read(
    select(Space.id, Space.agency_id, Space.audience, Space.slug, Space.name, Space.purpose, Space.topics,
           Space.starter, Agency.name.label("agency_name"), own.MOVED_FOR_ME)
    .join(Agency, Agency.id == Space.agency_id)
    .where(MINE)
    .order_by(Space.agency_id, Space.position, Space.name)
)  # fmt: skip


def of(viewer: Viewer) -> Sequence[AnyRow]:
    """The spaces a viewer belongs to, the Commonwealth's first, with the owning agency's name and whether anything is
    new in them. One statement.
    """
    return OF_VIEWER.rows(audiences=viewer.audiences, **own.me(viewer.id))
