"""What follows each fact of the forums."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.facts import AgencyFounded
from cop.agencies.models.agency import Agency
from cop.core import ids, search, tenancy, text
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.kept import in_each_language
from cop.core.live import channel, publish
from cop.forums import queries
from cop.forums.facts import PostChanged, ReplyWritten, TopicOpened
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.starters import starters


@in_commit(AgencyFounded)
def first_spaces(fact: AgencyFounded) -> None:
    """A new agency begins with a space for all of its people, and one that is free of those who supervise."""
    agency = db.session.get_one(Agency, fact.agency_id)
    with tenancy.within(tenancy.agencies(agency.id)):
        db.session.add_all(Space(agency_id=agency.id, **one) for one in starters(agency.slug, agency.name))
        db.session.flush()


def _topic(topic_id: int) -> Topic:
    found = select(Topic).options(joinedload(Topic.space)).where(Topic.id == topic_id)
    return db.session.scalars(found).one()


def _index(topic: Topic, post: Topic | Reply) -> None:
    search.put(
        search.SearchEntry(
            id=post.id,
            agency_id=post.agency_id,
            kind=post.kind,
            audience=topic.space.audience,
            language=text.guess_language(post.body_source),
            title=topic.title,
            words=text.plain(post.body_html),
            topic_id=topic.id,
            at=post.created_at,
        )
    )


@in_commit(TopicOpened)
def index_topic(fact: TopicOpened) -> None:
    topic = _topic(fact.topic_id)
    _index(topic, topic)


@in_commit(ReplyWritten)
def index_reply(fact: ReplyWritten) -> None:
    _index(_topic(fact.topic_id), db.session.get_one(Reply, fact.reply_id))


@in_commit(PostChanged)
def index_anew(fact: PostChanged) -> None:
    """What was removed can't be found, and what was changed by what it says now. A title stands with its replies."""
    topic = _topic(fact.topic_id)
    post: Topic | Reply = topic if fact.post_id == topic.id else db.session.get_one(Reply, fact.post_id)
    if post.body_source:
        _index(topic, post)
    else:
        search.forget(post.id)
    if post is topic:
        search.retitle(topic.id, topic.title)


@on_commit(ReplyWritten)
def show_reply(fact: ReplyWritten) -> None:
    """The same fragment as on the page, the same for every viewer."""
    topic = _topic(fact.topic_id)
    reply = queries.replies(topic.id, only=fact.reply_id)[0]
    html = in_each_language("forums/replies/_reply.html", reply=reply)
    publish(channel("topic", topic.id), "reply", {"html": html, "id": ids.word(reply.id), "count": topic.replies})


@on_commit(PostChanged)
def show_anew(fact: PostChanged) -> None:
    """The fragment again, for those who have the post before them."""
    if fact.post_id == fact.topic_id:
        topic = _topic(fact.topic_id)
        html = in_each_language("forums/topics/_opening.html", topic=queries.show_post(topic, topic))
    else:
        (reply,) = queries.replies(fact.topic_id, only=fact.post_id)
        html = in_each_language("forums/replies/_reply.html", reply=reply)
    publish(channel("topic", fact.topic_id), "changed", {"html": html, "id": ids.word(fact.post_id)})
