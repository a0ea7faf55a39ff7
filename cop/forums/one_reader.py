"""A topic as one reader meets it. What is theirs stands apart from what all see, which is rendered once and kept."""

from collections import namedtuple
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select, tuple_

from cop.agencies.viewer import Viewer
from cop.core.reads import Read
from cop.forums.models.annex import Annex
from cop.forums.models.pseudonym import Pseudonym, place
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.topic import Topic
from cop.forums.queries import SHOWN
from cop.trust import pseudonyms

COLUMNS = list(SHOWN.selected_columns.keys())
for_all: Any = namedtuple("for_all", COLUMNS)  # type: ignore[misc]
_hand = and_(Pseudonym.topic_id == Topic.id, Pseudonym.mark.in_(bindparam("marks", expanding=True)))
_share = and_(SharedChallenge.topic_id == Topic.id, SharedChallenge.person_id == bindparam("person_id"))
# How much the reader's own agencies said among themselves about it.
_theirs = tuple_(Annex.agency_id, Annex.audience).in_(bindparam("audiences", expanding=True))
_aside = select(func.coalesce(func.sum(Annex.posts), 0)).where(Annex.topic_id == Topic.id, _theirs).scalar_subquery()
OWN = (Pseudonym.hand.label("my_hand"), SharedChallenge.id.label("shared_id"), _aside.label("aside"))
MET = Read(SHOWN.add_columns(*OWN).outerjoin(Pseudonym, _hand).outerjoin(SharedChallenge, _share))


class Met(NamedTuple):
    """`topic` has what is the same for all; `my_hand` is the reader's, if they wrote there without their name."""

    topic: Any
    my_hand: int | None
    has_too: bool
    asked: bool  # they wrote its opening post
    aside: int  # posts in what their agencies say aside


def meet(viewer: Viewer, topic_id: int) -> Met | None:
    """None for a topic that does not exist or is for others. One statement."""
    marks = pseudonyms.marks(place(topic_id), viewer.id)
    found = MET.rows(id=topic_id, audiences=viewer.audiences, marks=marks, person_id=viewer.id)
    if not found:
        return None
    *shared, my_hand, shared_id, aside = found[0]
    topic: Any = for_all(*shared)
    asked = topic.author_id == viewer.id if topic.hand is None else topic.hand == my_hand
    return Met(topic, my_hand, shared_id is not None, asked, aside)
