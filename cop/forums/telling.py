"""Those who follow a topic hear by mail that something is new in it: one mail, until they have read it.

The mail says no word of what was written, no title and no name: it lies outside these walls. It is the same for all.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.entering import viewer_of
from cop.core import clock, jobs, mail
from cop.core.db import db
from cop.core.facts import commit, on_worker
from cop.forums.facts import ReplyWritten, TopicOpened
from cop.forums.hearing import tell_hands
from cop.forums.models.mention import Mention
from cop.forums.models.reply import Reply, post_with
from cop.forums.models.topic import Topic
from cop.forums.models.topic_mail import TopicMail
from cop.forums.subscriptions import to_tell
from cop.people.models.person import Person
from cop.trust import pseudonyms


@on_worker(ReplyWritten)
def tell_of_reply(fact: ReplyWritten) -> None:
    _tell_in_time({"topic_id": fact.topic_id, "post_id": fact.reply_id})


@on_worker(TopicOpened)
def tell_of_topic(fact: TopicOpened) -> None:
    _tell_in_time({"topic_id": fact.topic_id, "post_id": fact.topic_id})


def _tell_in_time(which: dict[str, Any]) -> None:
    """At once; of a post without a name when its hour is over, or the mail would tell the minute."""
    post = _post_of(which)
    over = pseudonyms.hour_over(post.created_at) if post is not None and post.hand is not None else None
    if post is not None and over is not None and clock.now() < over:
        jobs.add("tell-of-post", post.agency_id, which, due_at=over, id=post.next_id())
    else:
        tell(which)


def tell(which: dict[str, Any]) -> None:
    """Those who still may read it: first who follows it, then who wrote in it without their name.

    Whoever is mentioned in it has a mail for that: it counts as the one until they have read it.
    """
    post = _post_of(which)
    if post is None or not post.body_source:
        return
    found = select(Topic).options(joinedload(Topic.space)).where(Topic.id == post.in_topic)
    topic = db.session.scalars(found).one()
    called = Mention.called_in(post)
    for person, last in list(to_tell(topic, post.author_id)):
        viewer = viewer_of(person.id)
        if viewer is not None and viewer.belongs_to(topic):
            _note(topic, person, last, post)
            if person.id not in called:
                _post(topic, person, opened=post is topic)
    commit()
    tell_hands(topic, post, called)


def _post_of(which: dict[str, Any]) -> Topic | Reply | None:
    """Wherever it is read by now."""
    return post_with(which["post_id"])


def _note(topic: Topic, person: Person, last: TopicMail | None, post: Topic | Reply) -> None:
    if last is None:
        last = TopicMail(agency_id=topic.agency_id, topic_id=topic.id, person_id=person.id, up_to_id=post.id)
        db.session.add(last)
        db.session.flush()
    last.up_to_id = post.id


def _post(topic: Topic, person: Person, opened: bool) -> None:
    about = {"topic": topic.id, "agency": topic.agency_id, "person": person.id, "opened": opened}
    mail.post("topic_moved", person.email, person.language, topic.agency_id, **about)


jobs.register("tell-of-post", tell)
