"""Where what was in one topic is read since it went on in another: old addresses go on answering.

Whoever may not read the other gets what does not exist.
"""

from collections.abc import Sequence
from typing import Any, NoReturn

from flask import abort, redirect, request, url_for
from sqlalchemy import and_, bindparam, select, tuple_

from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.reads import Read
from cop.forums import own
from cop.forums.models.merge import Merge
from cop.forums.models.reply import Reply, post_with
from cop.forums.models.split import Split
from cop.forums.models.topic import Topic

JOINED = Read(
    select(Topic.id, Topic.title, Reply.id.label("begins"), own.ASIDE)
    .outerjoin(Reply, and_(Reply.id == Topic.id, Reply.into_id.is_(None), Reply.title != "", Reply.body_html != ""))
    .where(Topic.into_id == bindparam("into_id"))
    .order_by(Topic.id)
)


def joined(viewer: Viewer, topic: Any) -> Sequence[AnyRow]:
    """The topics that went on in one: where each begins, and how much one's own agencies said aside under it. One
    statement, and none where there are none."""
    return JOINED.rows(into_id=topic.id, audiences=viewer.audiences) if topic.joined else ()


def home_of(viewer: Viewer, topic_id: int) -> int | None:
    """The topic in which one went on, if this viewer may read that. One statement."""
    into = select(Topic.into_id).where(Topic.id == topic_id).correlate(None).scalar_subquery()
    return db.session.scalar(Topic.visible_to(viewer).with_only_columns(Topic.id).where(Topic.id == into))


def follow(viewer: Viewer, topic_id: int) -> NoReturn:
    """Ends the request: the same page of the topic in which that one went on, with what was sent; or 404."""
    _elsewhere(home_of(viewer, topic_id))


def follow_post(viewer: Viewer, topic_id: int, post_id: int) -> NoReturn:
    """The same, for a post that was in this topic once."""
    post = post_with(post_id)
    if post is None or not _are_related(topic_id, post.in_topic):
        abort(404)
    seen = Topic.visible_to(viewer).with_only_columns(Topic.id).where(Topic.id == post.in_topic)
    _elsewhere(db.session.scalar(seen))


def _are_related(topic_id: int, other_id: int) -> bool:
    """Whether words went from one to the other, or back."""
    pairs = [(topic_id, other_id), (other_id, topic_id)]
    kinds: tuple[Any, ...] = (Merge, Split)
    asked = (select(kind.id).where(tuple_(kind.topic_id, kind.other_id).in_(pairs)).limit(1) for kind in kinds)
    return any(db.session.scalar(one) is not None for one in asked)


def _elsewhere(topic_id: int | None) -> NoReturn:
    """307 keeps what was sent: nobody's words are lost on the way."""
    if topic_id is None or request.endpoint is None or "topic_id" not in (request.view_args or {}):
        abort(404)
    named = {**request.args.to_dict(flat=False), **(request.view_args or {}), "topic_id": topic_id}
    abort(redirect(url_for(request.endpoint, **named), 302 if request.method == "GET" else 307))


def hold(viewer: Viewer, topic_id: int) -> None:
    """From here to the commit a topic does not go on in another; where it just did, what was sent follows it. One
    statement."""
    still = select(Topic.into_id).where(Topic.id == topic_id).with_for_update(read=True, key_share=True)
    if db.session.scalar(still) is not None:
        follow(viewer, topic_id)
