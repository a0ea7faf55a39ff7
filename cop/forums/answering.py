"""What is asked of a topic before a reply to it is taken, in the statement that finds it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.forums import gone_on
from cop.forums.models.closure import Closure
from cop.forums.models.first_look import FirstLook
from cop.forums.models.topic import Topic


@dataclass(frozen=True)
class Asked:
    """`looks_first`: newcomers' first posts wait in its space until someone has looked at them."""

    topic: Topic
    closed: bool
    looks_first: bool


def find(viewer: Viewer, topic_id: int) -> Asked:
    """With its space. 404 for a topic that does not exist or is for others; one that went on in another is followed.
    One statement."""
    closed, first = (select(one.id).where(where).exists() for one, where in (
        (Closure, Closure.topic_id == Topic.id), (FirstLook, FirstLook.space_id == Topic.space_id),
    ))  # fmt: skip
    seen = Topic.visible_to(viewer).where(Topic.id == topic_id).options(joinedload(Topic.space))
    found = db.session.execute(seen.add_columns(closed.label("closed"), first.label("looks_first"))).first()
    if found is None:
        gone_on.follow(viewer, topic_id)
    return Asked(found.Topic, found.closed, found.looks_first)
