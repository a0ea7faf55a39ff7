"""What is one viewer's own about a topic: read in the same statement as the topic, and never mixed with what all see.

Fragments are the same for everyone who may read them; so a row is taken apart before it is shown.
"""

from collections import namedtuple
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import String, and_, bindparam, case, cast, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from cop.core import clock
from cop.core.db import AnyRow, AnySelect
from cop.forums.models.annex import Annex
from cop.forums.models.kindness import Kindness
from cop.forums.models.move import TopicMove
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reading import Reading
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.space import Caretaker, Space
from cop.forums.models.subscription import Subscription
from cop.forums.models.topic import Topic

RECENT = timedelta(days=30)  # what was never opened is new for so long
UNOPENED = -1
ME: Any = bindparam("me")
READ_BY_ME = and_(Reading.topic_id == Topic.id, Reading.person_id == ME)
# How many replies came since one was here; UNOPENED for a topic that moved lately and was never opened.
FRESH = case(
    (Reading.last_id.is_not(None), Topic.replies - Reading.seen),
    (Topic.moved_at > bindparam("since"), UNOPENED),
    else_=0,
).label("fresh")
MOVED_FOR_ME = (
    select(Topic.id)
    .outerjoin(Reading, READ_BY_ME)
    .where(Topic.space_id == Space.id, Topic.moved_at > bindparam("since"), Topic.into_id.is_(None))
    .where(or_(Reading.last_id.is_(None), Topic.replies > Reading.seen))
    .correlate(Space)
    .exists()
    .label("fresh")
)
# The kind words that one said in the topic: "post:kind", with spaces between.
KIND_BY_ME = (
    select(func.aggregate_strings(cast(Kindness.post_id, String) + ":" + Kindness.kind, " "))
    .where(Kindness.person_id == ME, Kindness.topic_id == Topic.id)
    .correlate(Topic)
    .scalar_subquery()
    .label("kind")
)
# How much the reader's own agencies said among themselves about it.
_theirs = tuple_(Annex.agency_id, Annex.audience).in_(bindparam("audiences", expanding=True))
ASIDE = (
    select(func.coalesce(func.sum(Annex.posts), 0))
    .where(Annex.topic_id == Topic.id, _theirs)
    .correlate(Topic)
    .scalar_subquery()
    .label("aside")
)
OfSpace = aliased(Subscription)
# What one said of a topic that went on in this one holds here, until one says something else.
Before, OfBefore, TooBefore = aliased(Topic), aliased(Subscription), aliased(SharedChallenge)
_before = select(Before.id).where(Before.into_id == Topic.id).correlate(Topic)
_levels = select(func.min(OfBefore.level)).where(OfBefore.person_id == ME, OfBefore.topic_id.in_(_before))
_toos = select(func.min(TooBefore.id)).where(TooBefore.person_id == ME, TooBefore.topic_id.in_(_before))
LEVEL_BEFORE, TOO_BEFORE = (
    case((Topic.joined > 0, one.correlate(Topic).scalar_subquery())) for one in (_levels, _toos)
)
# Whether they were asked to look after the space.
CARES = (
    select(Caretaker.id)
    .where(Caretaker.space_id == Topic.space_id, Caretaker.person_id == ME)
    .correlate(Topic)
    .exists()
    .label("cares")
)
# Whether it came from another space: which one, is asked only then, and told to those who may read that one.
MOVED = (
    select(TopicMove.id)
    .where(TopicMove.topic_id == Topic.id, TopicMove.undone_at.is_(None))
    .correlate(Topic)
    .exists()
    .label("moved")
)
OWN = (FRESH, Reading.last_id, func.coalesce(SharedChallenge.id, TOO_BEFORE).label("too_id"),
       func.coalesce(Subscription.level, LEVEL_BEFORE, OfSpace.level).label("level"), Pseudonym.hand.label("hand"),
       ASIDE, CARES, MOVED,
       KIND_BY_ME)  # fmt: skip


def with_own(found: AnySelect) -> AnySelect:
    """A select of a topic, joined to what OWN reads."""
    shared = and_(SharedChallenge.topic_id == Topic.id, SharedChallenge.person_id == ME)
    hand = and_(Pseudonym.topic_id == Topic.id, Pseudonym.mark.in_(bindparam("marks", expanding=True)))
    return (
        found.outerjoin(Reading, READ_BY_ME)
        .outerjoin(Pseudonym, hand)
        .outerjoin(SharedChallenge, shared)
        .outerjoin(Subscription, and_(Subscription.topic_id == Topic.id, Subscription.person_id == ME))
        .outerjoin(OfSpace, and_(OfSpace.space_id == Topic.space_id, OfSpace.person_id == ME))
    )


def me(person_id: int) -> dict[str, Any]:
    """What the statements above are given."""
    return {"me": person_id, "since": clock.now() - RECENT}


def wrote(person_id: int, topic: Any, mine: Any) -> bool:
    """Whether the opening post is theirs, with or without their name."""
    return bool(topic.author_id == person_id if topic.hand is None else topic.hand == mine.hand)


def kind_words(mine: Any) -> list[tuple[int, str]]:
    """Of which posts of the topic one said which."""
    said = (one.partition(":") for one in (mine.kind or "").split())
    return [(int(post_id), kind) for post_id, _, kind in said]


def apart(row: AnyRow, own: int = len(OWN)) -> tuple[Any, Any]:
    """What everyone sees of a row, and its last `own` columns, by name."""
    names = tuple(row._fields)
    values = tuple(row)
    return _part(names[:-own])(*values[:-own]), _part(names[-own:])(*values[-own:])


@cache
def _part(names: tuple[str, ...]) -> Any:
    return namedtuple("Part", names)
