"""Whoever wrote in a topic without their name hears of answers as those do who follow it, and no row says so.

Who it is, is worked out with the key, and forgotten with the mail: that is sent here and now, where any other waits as
a row with its address. That a hand was told is kept beside the hand.
"""

from collections.abc import Collection

from sqlalchemy import func, select

from cop.agencies.entering import viewer_of
from cop.core import ids, mail
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models.pseudonym import Pseudonym, place
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.subscription import wished
from cop.forums.models.topic import Topic
from cop.forums.models.topic_mail import TopicMail
from cop.people.models.person import Person
from cop.trust import pseudonyms


def tell_hands(topic: Topic, post: Topic | Reply, called: Collection[int] = ()) -> None:
    """Those who wrote before it. Safe to repeat: nobody is told twice of what they did not read yet.

    `called` are mentioned in it and have a mail already. That is noted beside their hand as any other: a hand that was
    passed over would be theirs.
    """
    everyone = list(db.session.scalars(Person.known().with_only_columns(Person.id)))
    for one in db.session.scalars(select(Pseudonym).where(Pseudonym.topic_id == topic.id)).all():
        before = one.hand != post.hand and _first_of(topic, one.hand) < post.id
        person_id = pseudonyms.found(one.mark, place(topic.id), everyone) if before else None
        if person_id is None or person_id == post.author_id or not _waits_for_it(topic, one, person_id):
            continue
        if person_id not in called:
            person = db.session.get_one(Person, person_id)
            mail.at_once("topic_moved", person.email, person.language, topic=topic.id, agency=topic.agency_id,
                         person=person.id, opened=False)  # fmt: skip
        one.told_id = post.id
        commit()


def _first_of(topic: Topic, hand: int) -> int:
    if topic.hand == hand:
        return topic.id
    theirs = select(func.min(Reply.id)).where(Reply.topic_id == topic.id, Reply.hand == hand)
    return db.session.scalar(theirs) or ids.LARGEST


def _waits_for_it(topic: Topic, one: Pseudonym, person_id: int) -> bool:
    """May still read it, chose nothing else, is not told as someone who follows it, and has read what came before."""
    viewer = viewer_of(person_id)
    if viewer is None or not viewer.belongs_to(topic):
        return False
    if wished(person_id, topic.agency_id, topic_id=topic.id) is not None or _follows(topic.id, person_id):
        return False
    read = db.session.scalar(Reading.of(topic.id, person_id).with_only_columns(Reading.last_id))
    return one.told_id is None or one.told_id <= (read or 0)


def _follows(topic_id: int, person_id: int) -> bool:
    mails = select(TopicMail.id).where(TopicMail.topic_id == topic_id, TopicMail.person_id == person_id)
    return db.session.scalar(mails) is not None
