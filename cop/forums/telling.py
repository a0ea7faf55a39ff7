"""Those who follow a topic hear by mail that something is new in it: one mail, until they have read it.

The mail says no word of what was written, no title and no name: it lies outside these walls. It is the same for all.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.entering import viewer_of
from cop.core import mail
from cop.core.db import db
from cop.core.facts import commit, on_worker
from cop.forums.facts import ReplyWritten, TopicOpened
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.models.topic_mail import TopicMail
from cop.forums.subscriptions import to_tell
from cop.people.models.person import Person


@on_worker(ReplyWritten)
def tell_of_reply(fact: ReplyWritten) -> None:
    reply = db.session.get(Reply, fact.reply_id)
    if reply is not None and reply.body_source:
        _tell(fact.topic_id, reply)


@on_worker(TopicOpened)
def tell_of_topic(fact: TopicOpened) -> None:
    topic = db.session.get(Topic, fact.topic_id)
    if topic is not None and topic.body_source:
        _tell(fact.topic_id, topic)


def _tell(topic_id: int, post: Topic | Reply) -> None:
    """Those who still may read it."""
    topic = db.session.scalars(select(Topic).options(joinedload(Topic.space)).where(Topic.id == topic_id)).one()
    for person, last in list(to_tell(topic, post.author_id)):
        viewer = viewer_of(person.id)
        if viewer is not None and viewer.belongs_to(topic):
            _post(topic, person, last, post.id)
    commit()


def _post(topic: Topic, person: Person, last: TopicMail | None, post_id: int) -> None:
    if last is None:
        last = TopicMail(agency_id=topic.agency_id, topic_id=topic.id, person_id=person.id, up_to_id=post_id)
        db.session.add(last)
        db.session.flush()
    last.up_to_id = post_id
    about = {"topic": topic.id, "agency": topic.agency_id, "mail": last.id}
    mail.post("topic_moved", person.email, person.language, topic.agency_id, **about)
