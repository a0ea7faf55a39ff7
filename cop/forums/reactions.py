"""What follows each fact of the forums."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.facts import AgencyFounded
from cop.agencies.models.agency import Agency
from cop.core import ids, search, tenancy, text
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.kept import fragment
from cop.core.live import channel, publish
from cop.forums import queries
from cop.forums.facts import ReplyWritten, TopicOpened
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


@in_commit(TopicOpened)
def index_topic(fact: TopicOpened) -> None:
    topic = _topic(fact.topic_id)
    search.put(
        search.SearchEntry(
            id=topic.id,
            agency_id=topic.agency_id,
            kind="topic",
            audience=topic.space.audience,
            language=text.guess_language(topic.body_source),
            title=topic.title,
            words=text.plain(topic.body_html),
            topic_id=topic.id,
            at=topic.created_at,
        )
    )


@in_commit(ReplyWritten)
def index_reply(fact: ReplyWritten) -> None:
    topic = _topic(fact.topic_id)
    reply = db.session.get_one(Reply, fact.reply_id)
    search.put(
        search.SearchEntry(
            id=reply.id,
            agency_id=reply.agency_id,
            kind="reply",
            audience=topic.space.audience,
            language=text.guess_language(reply.body_source),
            title=topic.title,
            words=text.plain(reply.body_html),
            topic_id=topic.id,
            at=reply.created_at,
        )
    )


@on_commit(ReplyWritten)
def show_reply(fact: ReplyWritten) -> None:
    """The same fragment as on the page, the same for every viewer."""
    topic = _topic(fact.topic_id)
    reply = queries.replies(topic.id, only=fact.reply_id)[0]
    html = fragment("forums/replies/_reply.html", reply=reply)
    publish(channel("topic", topic.id), "reply", {"html": html, "id": ids.word(reply.id), "count": topic.replies})
