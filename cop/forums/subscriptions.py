"""Reads for what people follow."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, tuple_, update
from sqlalchemy.orm import aliased

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import AnyRow, db
from cop.forums.models.reading import Reading
from cop.forums.models.space import Space
from cop.forums.models.subscription import EVERY, LEVELS, QUIET, SUMMARY, Subscription
from cop.forums.models.topic import Topic, said_of
from cop.forums.models.topic_mail import TopicMail
from cop.people.models.person import Person

QUIET_LINK, QUIET_SUMMARIES_LINK = "quiet", "quiet-summaries"
Home, Within = aliased(Topic), aliased(Space)  # where a topic that is followed is read, and the space of that


def mine(person_id: int) -> Select[Subscription]:
    return select(Subscription).where(Subscription.person_id == person_id)


def of(viewer: Viewer) -> Sequence[AnyRow]:
    """All that someone follows or made quiet, and may still read, the newest first. One statement."""
    shown = select(Subscription.id, Subscription.level, Subscription.tag, Subscription.topic_id, Home.title,
                   Space.slug, Space.starter, Space.name.label("space_name"),
                   Agency.name.label("agency_name"))  # fmt: skip
    found = (
        shown.join(Agency, Agency.id == Subscription.agency_id)
        .outerjoin(Topic, Topic.id == Subscription.topic_id)
        .outerjoin(Home, Home.id == func.coalesce(Topic.into_id, Topic.id))
        .outerjoin(Within, Within.id == Home.space_id)
        .outerjoin(Space, Space.id == Subscription.space_id)
        .where(Subscription.person_id == viewer.id)
    )
    seen = [tuple_(kind.agency_id, kind.audience).in_(viewer.audiences) for kind in (Space, Within)]
    return db.session.execute(
        found.where(or_(Subscription.tag.is_not(None), *seen)).order_by(Subscription.id.desc())
    ).all()


def quiet_summaries(person_id: int) -> None:
    """All that they follow by summary is quiet from now on. Safe to repeat."""
    theirs = update(Subscription).where(Subscription.person_id == person_id, Subscription.level == SUMMARY)
    db.session.execute(theirs.values(level=QUIET, at=clock.now()))


def to_tell(topic: Topic, author_id: int | None) -> Iterator[tuple[Person, TopicMail | None]]:
    """Who hears by mail that something is new in a topic, each with the last mail about it: those who follow it, its
    space or a tag of it, did not make it quiet, and have read what the last mail was about.

    Whoever wrote with their name is left out; without one (`author_id` None) nobody is, or it would tell who it was.
    """
    about = or_(
        said_of(Subscription.topic_id, topic.id),
        Subscription.space_id == topic.space_id,
        and_(Subscription.agency_id == topic.agency_id, Subscription.tag.in_(_tags(topic))),
    )
    read_by = and_(Reading.topic_id == topic.id, Reading.person_id == Person.id)
    sent_to = and_(TopicMail.topic_id == topic.id, TopicMail.person_id == Person.id)
    rows = db.session.execute(
        select(Person, Subscription.level, Subscription.topic_id, TopicMail, Reading.last_id)
        .join(Subscription, Subscription.person_id == Person.id)
        .outerjoin(Reading, read_by)
        .outerjoin(TopicMail, sent_to)
        .where(about)
        .order_by(Person.id)
    ).all()
    wishes: dict[int, list[Any]] = {}
    for row in rows:
        wishes.setdefault(row.Person.id, []).append(row)
    for person_id, theirs in wishes.items():
        said, mail, last_id = _wish(topic.id, theirs), theirs[0].TopicMail, theirs[0].last_id
        waits = mail is not None and mail.up_to_id > (last_id or 0)
        if said == EVERY and person_id != author_id and not waits:
            yield theirs[0].Person, mail


def _tags(topic: Topic) -> set[str]:
    """Its own, and those of what went on in it, for which there may have been no room. One statement at most."""
    before = db.session.scalars(select(Topic.tags).where(Topic.into_id == topic.id)) if topic.joined else ()
    return {tag for tags in (topic.tags, *before) for tag in tags.split()}


def _wish(topic_id: int, rows: list[Any]) -> str:
    """What they said of the topic itself, or else of those that went on in it; or the most of its space and tags."""
    of_it = [row.level for row in rows if row.topic_id == topic_id]
    before = [row.level for row in rows if row.topic_id]
    return min(of_it or before or [row.level for row in rows], key=LEVELS.index)
