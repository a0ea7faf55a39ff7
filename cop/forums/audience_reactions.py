"""What follows when a space is for fewer people, or a topic went to another one: who finds it, hears it and looks after
it. For annexes see annex_reactions."""

from typing import Any

from sqlalchemy import select, update

from cop.core.asking_again import ask_everyone
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.search import SearchEntry
from cop.forums.facts import AudienceChanged, TopicMoved
from cop.forums.models.evidence import Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust.review import placing


@in_commit(AudienceChanged)
def found_by_fewer(fact: AudienceChanged) -> None:
    """What was written in a space is found by those it is for, and by nobody else."""
    space = db.session.get_one(Space, fact.space_id)
    here = select(Topic.id).where(Topic.space_id == space.id)
    _let_find(space, here)
    placing.narrow(space.id, space.audience)


@in_commit(TopicMoved)
def found_where_it_is(fact: TopicMoved) -> None:
    """By those its space is for; and those who look after that space have before them what is flagged in it."""
    topic = db.session.get_one(Topic, fact.topic_id)
    space = db.session.get_one(Space, topic.space_id)
    _let_find(space, [topic.id])
    replies = select(Reply.id).where(Reply.topic_id == topic.id)
    told = select(Evidence.id).join(Solution, Solution.id == Evidence.solution_id).where(Solution.topic_id == topic.id)
    placing.place(select(Topic.id).where(Topic.id == topic.id).union_all(replies, told), space.id, space.audience)


def _let_find(space: Space, topics: Any) -> None:
    theirs = update(SearchEntry).where(SearchEntry.agency_id == space.agency_id, SearchEntry.topic_id.in_(topics))
    db.session.execute(theirs.values(audience=space.audience).execution_options(synchronize_session=False))


def ask_who_listens(_fact: AudienceChanged | TopicMoved) -> None:
    ask_everyone()


on_commit(AudienceChanged)(ask_who_listens)
on_commit(TopicMoved)(ask_who_listens)
