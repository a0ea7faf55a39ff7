"""What follows each fact of the forums."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.util import identity_key

from cop.agencies.facts import AgencyFounded, MemberLeft
from cop.agencies.models.agency import Agency
from cop.core import ids, search, tenancy, text
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.kept import in_each_language
from cop.core.live import channel, publish
from cop.core.search import SearchEntry
from cop.forums import queries, starters
from cop.forums.facts import (
    EvidenceTold,
    KindnessChanged,
    PostChanged,
    ReplyWritten,
    SolutionProposed,
    SolutionWithdrawn,
    TopicOpened,
)
from cop.forums.models.attachment import of_posts
from cop.forums.models.evidence import Evidence
from cop.forums.models.kindness import counts
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Caretaker, Space
from cop.forums.models.topic import Topic


@in_commit(AgencyFounded)
def first_spaces(fact: AgencyFounded) -> None:
    """A new agency begins with a space for all of its people, and one that is free of those who supervise."""
    agency = db.session.get_one(Agency, fact.agency_id)
    with tenancy.within(tenancy.agencies(agency.id)):
        db.session.add_all(Space(agency_id=agency.id, **one) for one in starters.of_agency(agency.slug, agency.name))
        db.session.flush()


def _topic(topic_id: int) -> Topic:
    """With its space. No statement where this session has found both already."""
    known: Any = db.session.identity_map.get(identity_key(Topic, topic_id))
    if known is not None and "space" not in inspect(known).unloaded:
        return known
    found = select(Topic).options(joinedload(Topic.space)).where(Topic.id == topic_id)
    return db.session.scalars(found).one()


def _post(topic: Topic, post_id: int) -> Topic | Reply:
    return topic if post_id == topic.id else db.session.get_one(Reply, post_id)


def _entry(topic: Topic, post: Topic | Reply) -> SearchEntry:
    return _leads(topic, post, post.kind, post, text.plain(post.body_html), post.created_at)


def _leads(topic: Topic, subject: Any, kind: str, post: Topic | Reply, words: str, at: datetime) -> SearchEntry:
    """What leads to a post, or to the solution that it is."""
    return SearchEntry(
        id=subject.id,
        agency_id=subject.agency_id,
        kind=kind,
        audience=topic.space.audience,
        language=text.guess_language(post.body_source),
        title=topic.title,
        words=words,
        topic_id=topic.id,
        at=at,
    )


@in_commit(TopicOpened)
def index_topic(fact: TopicOpened) -> None:
    topic = _topic(fact.topic_id)
    search.add(_entry(topic, topic))


@in_commit(ReplyWritten)
def index_reply(fact: ReplyWritten) -> None:
    search.add(_entry(_topic(fact.topic_id), db.session.get_one(Reply, fact.reply_id)))


@in_commit(PostChanged)
def index_anew(fact: PostChanged) -> None:
    """What was removed can't be found, and what was changed by what it says now. A title stands with its replies."""
    topic = _topic(fact.topic_id)
    post = _post(topic, fact.post_id)
    if post.body_source:
        search.put(_entry(topic, post))
    else:
        search.forget(post.id)
    if post is topic:
        search.retitle(topic.id, topic.title)
    for solution in db.session.scalars(Solution.of(post)).all():
        Solution.count_in(topic)
        _index_solution(topic, solution)


def index_solution(fact: SolutionProposed | EvidenceTold) -> None:
    _index_solution(_topic(fact.topic_id), db.session.get_one(Solution, fact.solution_id))


def _index_solution(topic: Topic, solution: Solution) -> None:
    """With what agencies told of it: their words lead to it as its own do."""
    reply = db.session.get_one(Reply, solution.reply_id)
    if not reply.body_source:
        search.forget(solution.id)
        return
    told = db.session.scalars(Evidence.of(solution))
    words = [text.plain(reply.body_html), *(f"{one.what} {one.setting}".strip() for one in told)]
    search.put(_leads(topic, solution, "solution", reply, " ".join(words), solution.found_at or solution.at))


in_commit(SolutionProposed)(index_solution)
in_commit(EvidenceTold)(index_solution)


@in_commit(SolutionWithdrawn)
def forget_solution(fact: SolutionWithdrawn) -> None:
    search.forget(fact.solution_id)


@on_commit(ReplyWritten)
def show_reply(fact: ReplyWritten) -> None:
    """The same fragment as on the page, the same for every viewer."""
    topic = _topic(fact.topic_id)
    reply = queries.replies(topic.id, only=fact.reply_id)[0]
    html = in_each_language("forums/replies/_reply.html", reply=reply, files=of_posts(reply))
    count = in_each_language("forums/topics/_count.html", replies=topic.replies)
    publish(channel("topic", topic.id), "reply", {"html": html, "id": ids.word(reply.id), "count": count})


@on_commit(PostChanged)
def show_anew(fact: PostChanged) -> None:
    """The fragment again, for those who have the post before them."""
    if fact.post_id == fact.topic_id:
        topic = _topic(fact.topic_id)
        shown = queries.show_post(topic, topic)
        html = in_each_language("forums/topics/_opening.html", topic=shown, files=of_posts(shown))
    else:
        (reply,) = queries.replies(fact.topic_id, only=fact.post_id)
        html = in_each_language("forums/replies/_reply.html", reply=reply, files=of_posts(reply))
    publish(channel("topic", fact.topic_id), "changed", {"html": html, "id": ids.word(fact.post_id)})


@on_commit(KindnessChanged)
def show_counts(fact: KindnessChanged) -> None:
    """How many, and nothing else."""
    said = counts(_post(_topic(fact.topic_id), fact.post_id))
    publish(channel("topic", fact.topic_id), "kindness", {"id": ids.word(fact.post_id), "counts": said})


@in_commit(MemberLeft)
def look_after_nothing_there(fact: MemberLeft) -> None:
    """Whoever is no longer in an agency does not look after its spaces when they come back."""
    mine = (Caretaker.agency_id == fact.agency_id, Caretaker.person_id == fact.person_id)
    with tenancy.within(tenancy.agencies(fact.agency_id)):
        db.session.execute(delete(Caretaker).where(*mine))
