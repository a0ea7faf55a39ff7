"""What follows from taking part with one's name: one hears of the replies, and one's own is no news.

For a post without a name none of this may be called: the rows it leaves would tell who wrote it.
"""

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.forums.models.reading import Reading, read_up_to
from cop.forums.models.subscription import EVERY, follow
from cop.forums.models.topic import Topic


def take_part(topic: Topic, viewer: Viewer, post_id: int) -> None:
    """After a post of theirs, in its transaction. Whoever chose already what to hear keeps to it. Safe to repeat."""
    follow(viewer.id, topic.agency_id, EVERY, anew=False, topic_id=topic.id)
    known = db.session.scalars(Reading.of(topic.id, viewer.id)).first()
    seen = known.seen if known else 0
    if seen >= topic.replies - 1:  # all but this one
        read_up_to(topic, viewer.id, post_id)
