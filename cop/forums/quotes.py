"""Copies of a post's words, in the lines of others that quote it: what is taken out of the post goes from them, too."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select

from cop.agencies.models.agency import Agency
from cop.core import jobs, tenancy, text
from cop.core.db import db
from cop.core.facts import commit
from cop.core.tenancy import COMMONWEALTH
from cop.forums import quoting
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.post import Post
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic, said_of
from cop.forums.models.version import Removal, Version
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.quoting import Change
from cop.trust.review.cut import Cut

MARK = ">"
IN_ANNEXES = "take-out-of-annexes"


def said_by(post: Post) -> list[str]:
    """All that it says and said, as it was typed."""
    before = [one.body_source for kind in (Version, Removal) for one in db.session.scalars(kind.of(post))]
    return [one for one in (post.body_source, *before) if one]


def take_out(post: Topic | Reply, said: list[str], cut: Cut) -> int:
    """Of what others in the topic quote of it. `said`: by the post, before. Gives how many posts did."""

    def change(words: str) -> str:
        return cut.markdown(words) if cut.touches(words) and quoting.is_copy(words, said) else words

    return sum(_anew(one, change) for one in _others(post))


def _others(post: Topic | Reply) -> Iterator[Any]:
    """Posts of the topic that quote anything, or did, and those that wait to be one."""
    for kind, theirs in ((Topic, Topic.id), (Reply, Reply.topic_id)):
        yield from db.session.scalars(_quoting(kind).where(theirs == post.in_topic, kind.id != post.id)).all()
    waiting = select(WaitingPost).where(WaitingPost.topic_id == post.in_topic, WaitingPost.body_source.contains(MARK))
    yield from db.session.scalars(waiting).all()


def _quoting(kind: Any) -> Select[Any]:
    of = f"{kind.kind}_id"
    before = (kind.id.in_(select(getattr(one, of)).where(one.body_source.contains(MARK))) for one in (Version, Removal))
    return select(kind).where(or_(kind.body_source.contains(MARK), *before))


def _anew(post: Any, change: Change) -> bool:
    """Whether anything of it was changed, now or in what it said before."""
    source = quoting.anew(post.body_source, change)
    changed = source != post.body_source
    if changed and isinstance(post, Post):
        post.blot(source, post.heading)
    elif changed:
        post.body_source = source
    if not isinstance(post, Post):
        return changed
    said = [one for kind in (Version, Removal) for one in db.session.scalars(kind.of(post)).all()]
    return any([changed, *(_said_anew(one, change) for one in said)])


def _said_anew(said: Version | Removal, change: Change) -> bool:
    source = quoting.anew(said.body_source, change)
    if source == said.body_source:
        return False
    said.body_source, said.body_html = source, text.render(source, text.marked(said.body_html))
    return True


def go_from_annexes(post: Topic | Reply) -> None:
    """Asked for whether there is an annex or not, so that nothing tells. The words are not handed on: they are kept
    nowhere. Of a post without a name not in the minute in which it was done."""
    if post.agency_id == COMMONWEALTH:
        given = {"topic_id": post.in_topic, "post_id": post.id}
        jobs.add(IN_ANNEXES, COMMONWEALTH, given, due_at=post.hour_over(), id=post.next_id())


def take_out_of_annexes(given: dict[str, Any]) -> None:
    """A job. Of each agency in its own scope: what is quoted there has by then what the post has no more."""
    topic_id, post_id = given["topic_id"], given["post_id"]
    post = db.session.get(Topic, topic_id) if topic_id == post_id else db.session.get(Reply, post_id)
    said = said_by(post) if post else []
    for agency_id in db.session.scalars(select(Agency.id).where(Agency.id != COMMONWEALTH)).all():
        with tenancy.within(tenancy.agencies(agency_id)):
            theirs = select(Annex.id).where(said_of(Annex.topic_id, topic_id))
            for one in db.session.scalars(_quoting(AnnexPost).where(AnnexPost.annex_id.in_(theirs))).all():
                _anew(one, lambda words: quoting.with_gaps(words, said))
            commit()


jobs.register(IN_ANNEXES, take_out_of_annexes)
