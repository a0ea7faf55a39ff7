"""What was removed is kept for a while, to be given back. Then it goes for good, its earlier versions too."""

from typing import Any

from cop.core import clock, jobs
from cop.core.db import db
from cop.forums.models.attachment import Attachment
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal


def forget(payload: dict[str, Any]) -> None:
    """Safe to repeat. One that was given back, or removed anew since, is not touched."""
    removal = db.session.get(Removal, payload["removal_id"])
    if removal is None or not removal.is_over(clock.now()):
        return
    post: Topic | Reply
    if removal.topic_id:
        post = db.session.get_one(Topic, removal.topic_id)
    else:
        post = db.session.get_one(Reply, removal.reply_id)
    post.forget_versions()
    Attachment.erase(Attachment.is_of(post))
    post.attached = 0
    removal.empty()


jobs.register("forget-removal", forget)
