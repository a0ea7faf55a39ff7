"""Tags that came to a topic with the opening post of another: they go from it as these words go, and come back."""

from sqlalchemy import or_, select

from cop.core.db import db
from cop.core.facts import in_commit
from cop.forums.facts import PostChanged, PostGivenBack
from cop.forums.models.facet import tags_of
from cop.forums.models.merge import Merge
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.trust.review.cut import Cut


@in_commit(PostChanged)
def tags_go(fact: PostChanged) -> None:
    """One statement for most."""
    for merge in db.session.scalars(Merge.that_brought([fact.post_id])).all():
        if not db.session.get_one(Reply, fact.post_id).body_source:
            merge.take_away_from(db.session.get_one(Topic, merge.other_id))


@in_commit(PostGivenBack)
def tags_come_back(fact: PostGivenBack) -> None:
    for merge in db.session.scalars(Merge.that_brought([fact.post_id])).all():
        merge.give_to(db.session.get_one(Topic, merge.other_id))


def cut_in_merges(post_id: int, cut: Cut) -> list[str]:
    """From what came along with a post, or came to it: where it is kept, and where it is shown. Gives the tags."""
    gone: list[str] = []
    on_either_side = select(Merge).where(or_(Merge.topic_id == post_id, Merge.other_id == post_id))
    for merge in db.session.scalars(on_either_side).all():
        touched = [tag for tag in merge.tags.split() if cut.count_named(tag)]
        if touched:
            into = db.session.get_one(Topic, merge.other_id)
            left = [tag for tag in into.tags.split() if tag not in touched]
            into.say_of(left + without(touched, cut), into.core_values.split())
            merge.tags = " ".join(without(merge.tags.split(), cut))
            gone += touched
    return gone


def without(tags: list[str], cut: Cut) -> list[str]:
    return tags_of(",".join(map(cut.name, tags)))
