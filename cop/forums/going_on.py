"""What follows when words of one topic go on in another, or come back: wherever they are named, they are read there."""

from typing import Any

from sqlalchemy import select, update

from cop.core import search, tenancy
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.live import channel, publish
from cop.core.search import SearchEntry
from cop.forums.facts import MergeUndone, SplitUndone, TopicsMerged, TopicSplit, WentOn
from cop.forums.models.annex import Annex, audience_under
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic, said_of
from cop.trust.review import moving


@in_commit(WentOn)
def read_where_they_are(fact: WentOn) -> None:
    """What search knows, and what was flagged and decided."""
    for topic in _read(fact):
        space = db.session.get_one(Space, topic.space_id)
        posts = select(Reply.id).where(Reply.topic_id == topic.id, Reply.into_id.is_(None))
        solved = select(Solution.id).where(Solution.topic_id == topic.id)
        moving.put(posts.union(select(Topic.id).where(Topic.id == topic.id)), space.id, space.audience)
        for what in (SearchEntry.id.in_(posts), SearchEntry.id.in_(solved), SearchEntry.id == topic.id):
            search.move(what, topic_id=topic.id, title=topic.title, audience=space.audience)
        search.move(SearchEntry.id.in_(Topic.gone_into(topic.id)) & (SearchEntry.kind == "topic"), kind="reply")
        search.move(SearchEntry.id == topic.id, kind="topic")


@in_commit(WentOn)
def annexes_follow_words(fact: WentOn) -> None:
    """An annex stays where it was begun, and is never for more people than what it is about; past the walls, because
    whoever does this knows of none."""
    for topic in _read(fact):
        space = db.session.get_one(Space, topic.space_id)
        under = audience_under(space.audience)
        if space.agency_id == tenancy.COMMONWEALTH and under is not None:
            with tenancy.everywhere():
                for kind, more in ((Annex, ()), (SearchEntry, (SearchEntry.kind == "annex",))):
                    theirs = update(kind).where(said_of(kind.topic_id, topic.id), kind.audience != under, *more)
                    db.session.execute(theirs.values(audience=under).execution_options(synchronize_session=False))


def mutes_hold_in_both(fact: TopicsMerged | TopicSplit) -> None:
    moving.mute_too(fact.topic_id, fact.other_id)


in_commit(TopicsMerged)(mutes_hold_in_both)
in_commit(TopicSplit)(mutes_hold_in_both)


@in_commit(MergeUndone)
def mutes_go_back(fact: MergeUndone) -> None:
    moving.mute_no_longer(fact.topic_id, fact.other_id)


@in_commit(SplitUndone)
def mutes_come_along(fact: SplitUndone) -> None:
    """Those that were decided since, too."""
    moving.mute_no_longer(fact.topic_id, fact.other_id)
    moving.mute_too(fact.other_id, fact.topic_id)


@on_commit(WentOn)
def tell_open_pages(fact: WentOn) -> None:
    """Nothing that is being read or typed moves: they are told, and a way leads there."""
    for topic_id in (fact.topic_id, fact.other_id):
        publish(channel("topic", topic_id), "onward", {})


def _read(fact: WentOn) -> list[Any]:
    """Of the two, those in which something is read."""
    both = select(Topic).where(Topic.id.in_((fact.topic_id, fact.other_id)), Topic.into_id.is_(None))
    return list(db.session.scalars(both).all())
