"""Reads for annexes: what an agency says among itself under a topic that all agencies share."""

from collections.abc import Sequence
from typing import Any

from flask import abort
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.core.db import AnyRow, db
from cop.core.reads import Read
from cop.core.web import find_or_404
from cop.forums.models.annex import Annex, AnnexPost, audience_under
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.forums.queries import MINE
from cop.people.models.person import Person

PER_PAGE = 20
POSTS_SHOWN = Read(
    select(AnnexPost.id, Annex.topic_id, AnnexPost.body_html, AnnexPost.created_at, AnnexPost.author_id,
           AnnexPost.version, Person.photo_beside(AnnexPost.agency_id), Person.name.label("author_name"),
           Removal.decision_id.is_not(None).label("hidden"), Agency.name.label("voice_name"))
    .join(Annex, Annex.id == AnnexPost.annex_id)
    .join(Person, Person.id == AnnexPost.author_id)
    .join(Agency, Agency.id == AnnexPost.voice_id)
    .outerjoin(Removal, Removal.annex_post_id == AnnexPost.id)
    .where(AnnexPost.annex_id == bindparam("annex_id"))
    .where(AnnexPost.id > bindparam("after"), AnnexPost.id <= bindparam("upto"))
    .order_by(AnnexPost.id)
    .limit(PER_PAGE + 1)
)  # fmt: skip


Home = aliased(Topic)
UNDER = Read(
    select(Topic.id, Topic.agency_id, Topic.title, Space.audience)
    .join(Home, Home.id == func.coalesce(Topic.into_id, Topic.id))
    .join(Space, Space.id == Home.space_id)
    .where(Topic.id == bindparam("id"), MINE)
)


def find_topic(viewer: Viewer, topic_id: int) -> AnyRow:
    """What is needed of one that is theirs to read, or went on in one that is: what an agency said aside about it stays
    with it, for those who may read where it went. 404 for another. One statement."""
    found = UNDER.rows(id=topic_id, audiences=viewer.audiences)
    return found[0] if found else abort(404)


def is_readable(viewer: Viewer, topic_id: int) -> bool:
    """The same, asked. One statement."""
    return bool(UNDER.rows(id=topic_id, audiences=viewer.audiences))


def agencies_under(viewer: Viewer, topic: Any) -> list[Any]:
    """The standings, one for each agency, whose annex under a topic a viewer may read, there already or not."""
    audience = audience_under(topic.audience)
    mine = {one.agency_id: one for one in viewer.standings if (one.agency_id, audience) in viewer.audiences}
    return list(mine.values()) if topic.agency_id == 0 else []


def of_agency(viewer: Viewer, topic: Any, agency_id: int) -> Annex | None:
    """An agency's own, if there is one. 404 where it is for fewer of its people than the topic: what they wrote while
    the topic was for fewer, too, stays with them. One statement."""
    found = Annex.of(topic, agency_id)
    return abort(404) if found is not None and not viewer.belongs_to(found) else found


def find_post(viewer: Viewer, topic_id: int, post_id: int) -> tuple[AnyRow, AnnexPost]:
    """With its annex. 404 for one that does not exist or is another agency's, or whose topic is for others."""
    topic = find_topic(viewer, topic_id)
    mine = select(AnnexPost).join(AnnexPost.annex).options(joinedload(AnnexPost.annex))
    seen = Annex.visible_to(viewer).with_only_columns(Annex.id).where(Annex.topic_id == topic_id)
    return topic, find_or_404(mine.where(Annex.id.in_(seen)), id=post_id)


def posts(annex: Annex | None, after: int | None = None) -> Sequence[AnyRow]:
    """One page, the oldest first, from above `after`. One statement; none where nobody wrote yet."""
    return POSTS_SHOWN.rows(annex_id=annex.id, after=after or 0, upto=ids.LARGEST) if annex else ()


def shown(annex_id: int, post_id: int) -> AnyRow:
    """One post as the page shows it. One statement."""
    return POSTS_SHOWN.rows(annex_id=annex_id, after=post_id - 1, upto=post_id)[0]


def page_ending_with(annex_id: int, post_id: int) -> int | None:
    """What the page that ends with a post begins after; None where that is the first page. One statement."""
    newest = select(AnnexPost.id).where(AnnexPost.annex_id == annex_id, AnnexPost.id <= post_id)
    return db.session.scalar(newest.order_by(AnnexPost.id.desc()).offset(PER_PAGE).limit(1))
