"""On the way to changing a post of one's own: whoever may not write for a time may not change it, either."""

from cop.agencies.viewer import Viewer
from cop.forums.models.hold import Hold
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.trust.review import stopping


def let_change(viewer: Viewer, post: Topic | Reply) -> None:
    """Ends the request where a mute or a pause holds, or where it was decided of the hand that wrote it. One statement,
    and one more without a name."""
    stopping.let_write(viewer, post.agency_id, post.in_topic, post.hand)
    if post.hand is not None and (until := Hold.over(post.agency_id, viewer.id)):
        stopping.stop("forums/posts/held.html", until=until)
