"""What is new for someone in what they follow by summary.

A post without a name is new for everyone alike, whether or not they wrote it or read it: the server knows whose a
reading is, so what is left out for having been written or read by somebody would tell who wrote it. It is told with the
week in which its hour is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.forums.models.facet import TAG, Facet
from cop.forums.models.reading import Reading
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.subscription import LEVELS, SUMMARY, Subscription
from cop.forums.models.topic import Topic

Before = aliased(Topic)
HOUR = timedelta(hours=1)
SETTLING = timedelta(minutes=1)  # what is being sent as the week ends may be seen too late: it is of the next week
WEIGHT = case({level: -at for at, level in enumerate(LEVELS)}, value=Subscription.level)


@dataclass(frozen=True)
class Week:
    since: datetime
    up_to: datetime

    def holds(self, kind: Any, takes: timedelta) -> ColumnElement[bool]:
        """Whether a post may be known to others since a moment of this week, if it is known after so long."""
        return and_(kind.created_at > self.since - takes, kind.created_at <= self.up_to - takes)


def news(viewer: Viewer, week: Week) -> Sequence[AnyRow]:
    """Their topics with something new, the latest first: `id`, `agency_id`, whether it was `opened`, and `replies`.

    To be asked in their scope. One statement.
    """
    opened, replies = _new_to(viewer.id, Topic, week), func.count(Reply.id)
    found = (
        select(Topic.id, Topic.agency_id, opened.label("opened"), replies.label("replies"))
        .outerjoin(Reading, and_(Reading.topic_id == Topic.id, Reading.person_id == viewer.id))
        .outerjoin(Reply, and_(Reply.topic_id == Topic.id, _new_to(viewer.id, Reply, week)))
        .where(Topic.id.in_(_followed(viewer, week)))
        .group_by(Topic.id, Reading.last_id)
        .having(or_(replies > 0, opened))
    )
    return db.session.execute(found.order_by(Topic.moved_at.desc(), Topic.id)).all()


def _new_to(person_id: int, kind: Any, week: Week) -> ColumnElement[bool]:
    unread = kind.id > func.coalesce(Reading.last_id, 0)
    by_name = and_(kind.author_id != person_id, unread, week.holds(kind, SETTLING))
    return and_(kind.body_source != "", or_(by_name, and_(kind.hand.is_not(None), week.holds(kind, HOUR))))


def _followed(viewer: Viewer, week: Week) -> Select[Any]:
    """Topics that moved, that they may read, and for which a summary is what they wish (see `subscriptions`)."""
    before = select(Before.id).where(Before.into_id == Topic.id).correlate(Topic)
    about = or_(
        Subscription.topic_id == Topic.id,
        Subscription.topic_id.in_(before),  # whoever followed what went on in it hears of it there
        Subscription.space_id == Topic.space_id,
        and_(
            Subscription.agency_id == Topic.agency_id,
            exists().where(Facet.topic_id == Topic.id, Facet.kind == TAG, Facet.name == Subscription.tag),
        ),
    )
    of_it, before_it = Subscription.topic_id == Topic.id, Subscription.topic_id.is_not(None)
    wished = func.coalesce(*(func.max(case((said, WEIGHT))) for said in (of_it, before_it)), func.max(WEIGHT))
    return (
        select(Topic.id)
        .join(Topic.space)
        .join(Subscription, and_(about, Subscription.person_id == viewer.id))
        .where(tuple_(Space.agency_id, Space.audience).in_(_open_to(viewer)), Topic.moved_at > week.since - HOUR)
        .where(Topic.into_id.is_(None))
        .group_by(Topic.id)
        .having(wished == -LEVELS.index(SUMMARY))
    )


def _open_to(viewer: Viewer) -> list[tuple[int, str]]:
    """What they read, but for an archived agency: nothing new is there."""
    return [pair for pair in viewer.audiences if viewer.may_write_to(pair[0])]
