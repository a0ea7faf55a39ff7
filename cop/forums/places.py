"""Where a post is read."""

from flask import url_for

from cop.core import ids
from cop.forums import queries


def address_of(topic_id: int, post_id: int) -> str:
    """The page of the topic that ends with a reply, at the reply; for the opening post the topic."""
    if post_id == topic_id:
        return url_for("topics.show", topic_id=topic_id)
    after = queries.page_ending_with(topic_id, post_id)
    page = url_for("topics.show", topic_id=topic_id, after=None if after is None else ids.word(after))
    return f"{page}#reply-{ids.word(post_id)}"
