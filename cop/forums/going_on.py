"""What follows when words of one topic go on in another, or come back: wherever they are named, they are read there."""

from typing import Any

from sqlalchemy import select

from cop.core import search
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.live import channel, publish
from cop.core.search import SearchEntry
from cop.forums.facts import MergeUndone, SplitUndone, TopicsMerged, TopicSplit, WentOn
from cop.forums.models.evidence import Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust.review import muting, placing


@in_commit(WentOn)
def read_where_they_are(fact: WentOn) -> None:
    """What search knows, and what was flagged and decided."""
    for topic in _read(fact):
        space = db.session.get_one(Space, topic.space_id)
        posts = select(Reply.id).where(Reply.topic_id == topic.id, Reply.into_id.is_(None))
        solved = select(Solution.id).where(Solution.topic_id == topic.id)
        told = select(Evidence.id).where(Evidence.solution_id.in_(solved))
        placing.place(posts.union(select(Topic.id).where(Topic.id == topic.id), told), space.id, space.audience)
        for what in (SearchEntry.id.in_(posts), SearchEntry.id.in_(solved), SearchEntry.id == topic.id):
            search.move(what, topic_id=topic.id, title=topic.title, audience=space.audience)
        search.move(SearchEntry.id.in_(Topic.gone_into(topic.id)) & (SearchEntry.kind == "topic"), kind="reply")
        search.move(SearchEntry.id == topic.id, kind="topic")


def mutes_hold_in_both(fact: TopicsMerged | TopicSplit) -> None:
    muting.mute_too(fact.topic_id, fact.other_id)


in_commit(TopicsMerged)(mutes_hold_in_both)
in_commit(TopicSplit)(mutes_hold_in_both)


@in_commit(MergeUndone)
def mutes_go_back(fact: MergeUndone) -> None:
    muting.mute_no_longer(fact.topic_id, fact.other_id)


@in_commit(SplitUndone)
def mutes_come_along(fact: SplitUndone) -> None:
    """Those that were decided since, too."""
    muting.mute_no_longer(fact.topic_id, fact.other_id)
    muting.mute_too(fact.other_id, fact.topic_id)


@on_commit(WentOn)
def tell_open_pages(fact: WentOn) -> None:
    """Nothing that is being read or typed moves: they are told, and a way leads there."""
    for topic_id in (fact.topic_id, fact.other_id):
        publish(channel("topic", topic_id), "onward", {})


def _read(fact: WentOn) -> list[Any]:
    """Of the two, those in which something is read."""
    both = select(Topic).where(Topic.id.in_((fact.topic_id, fact.other_id)), Topic.into_id.is_(None))
    return list(db.session.scalars(both).all())
