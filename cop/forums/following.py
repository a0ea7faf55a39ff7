"""What follows from taking part with one's name: one hears of the replies, and one's own is no news.

For a post without a name none of this may be called: the rows it leaves would tell who wrote it.
"""

from sqlalchemy import and_, select
from sqlalchemy.orm.attributes import set_committed_value

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.forums.models.reading import Reading, read_up_to
from cop.forums.models.subscription import EVERY, follow
from cop.forums.models.topic import Topic


def take_part(topic: Topic, viewer: Viewer, post_id: int) -> None:
    """After a post of theirs, in its transaction. Whoever chose already what to hear keeps to it. Safe to repeat."""
    follow(viewer.id, topic.agency_id, EVERY, anew=False, topic_id=topic.id)
    replies, known = _read(topic, viewer.id)
    if (known.seen if known else 0) < replies - 1:  # not all but this one
        return
    if known is None:
        read_up_to(topic, viewer.id, post_id)
    else:
        known.last_id, known.seen = max(known.last_id, post_id), replies


def _read(topic: Topic, person_id: int) -> tuple[int, Reading | None]:
    """How many replies there are, as this transaction counts them, and one's place among them. One statement."""
    mine = and_(Reading.topic_id == Topic.id, Reading.person_id == person_id)
    found = select(Topic.replies, Reading).outerjoin(Reading, mine).where(Topic.id == topic.id)
    replies, known = db.session.execute(found).one()
    set_committed_value(topic, "replies", replies)
    return replies, known
