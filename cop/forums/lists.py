"""Reads for the list of a space's topics."""

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, select, tuple_, union_all

from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow
from cop.core.reads import Read
from cop.forums import own
from cop.forums.models.facet import Facet
from cop.forums.models.pin import HOLDS, TopicPin
from cop.forums.models.reading import Reading
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.queries import LINE, NEWEST, STILL_HERE
from cop.forums.voices import with_voice

TOPICS_PER_PAGE = 25
UNPINNED = TopicPin.id.is_(None)
_of_space = with_voice(select(*LINE, TopicPin.id.is_not(None).label("pinned")), Topic)
_of_space = _of_space.outerjoin(Reading, own.READ_BY_ME).outerjoin(TopicPin, HOLDS)
_of_space = _of_space.where(Topic.space_id == bindparam("space_id"), STILL_HERE)
_found = (Facet.topic_id == Topic.id, Facet.kind == bindparam("kind"), Facet.name == bindparam("name"))
_by_facet = _of_space.join(Facet, and_(*_found)).where(Facet.space_id == bindparam("space_id"))
_last = select(Topic.moved_at, Topic.id).where(Topic.id == bindparam("before")).subquery()
_earlier = tuple_(Topic.moved_at, Topic.id) < tuple_(_last.c.moved_at, _last.c.id)
# What is pinned stands first, and on no later page again. The rest is taken by the index, which knows no pins.
_pins = select(Topic.id).join(TopicPin, HOLDS).where(TopicPin.space_id == bindparam("space_id"), STILL_HERE)
_rest = select(Topic.id).outerjoin(TopicPin, HOLDS)
_rest = _rest.where(Topic.space_id == bindparam("space_id"), UNPINNED, STILL_HERE)
_rest_lately = _rest.order_by(*NEWEST).limit(TOPICS_PER_PAGE + 1).subquery()
_first_page = union_all(_pins, select(_rest_lately.c.id)).subquery()
TOPICS_LATELY = Read(
    _of_space.join(_first_page, _first_page.c.id == Topic.id).order_by(UNPINNED, *NEWEST).limit(TOPICS_PER_PAGE + 1)
)
TOPICS_EARLIER = Read(_of_space.join(_last, _earlier).where(UNPINNED).order_by(*NEWEST).limit(TOPICS_PER_PAGE + 1))
FOUND_LATELY = Read(_by_facet.order_by(*NEWEST).limit(TOPICS_PER_PAGE + 1))
FOUND_EARLIER = Read(_by_facet.join(_last, _earlier).order_by(*NEWEST).limit(TOPICS_PER_PAGE + 1))


def topics(
    viewer: Viewer, space: Space, before: int | None = None, facet: dict[str, str] | None = None
) -> Sequence[AnyRow]:
    """One page of a space's topics, the last moved first, from below `before` (a topic's id); those that are pinned
    stand before all others. One statement.

    `facet`: only those that are found by it (`kind` and `name`).
    """
    given = own.me(viewer.id) | {"space_id": space.id} | (facet or {})
    if before is None:
        return (FOUND_LATELY if facet else TOPICS_LATELY).rows(**given)
    return (FOUND_EARLIER if facet else TOPICS_EARLIER).rows(before=before, **given)
