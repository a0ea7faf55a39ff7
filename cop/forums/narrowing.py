"""What follows when a space is for fewer people, or for others: search, review and open pages follow at once."""

from sqlalchemy import select, update

from cop.core.asking_again import ask_everyone
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.search import SearchEntry
from cop.forums.facts import AudienceChanged
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust.review.placing import place_anew


@in_commit(AudienceChanged)
def found_by_fewer(fact: AudienceChanged) -> None:
    """What was written in a space is found by those it is for, and by nobody else."""
    space = db.session.get_one(Space, fact.space_id)
    here = select(Topic.id).where(Topic.space_id == space.id)
    theirs = update(SearchEntry).where(SearchEntry.agency_id == space.agency_id, SearchEntry.topic_id.in_(here))
    db.session.execute(theirs.values(audience=space.audience).execution_options(synchronize_session=False))


@in_commit(AudienceChanged)
def looked_after_by_others(fact: AudienceChanged) -> None:
    space = db.session.get_one(Space, fact.space_id)
    topics = select(Topic.id).where(Topic.space_id == space.id)
    for posts in (topics, select(Reply.id).where(Reply.topic_id.in_(topics))):
        place_anew(posts, audience=space.audience)


@on_commit(AudienceChanged)
def ask_who_listens(_fact: AudienceChanged) -> None:
    ask_everyone()
