"""What an agency keeps of its own in the forums, when the time is over: all of a topic goes at once, its replies too;
and so does a side conversation."""

from datetime import datetime

from flask_babel import ngettext
from sqlalchemy import ColumnElement, func, or_, select, update

from cop.agencies import keeping
from cop.core import hanging
from cop.core.db import db
from cop.core.search import SearchEntry
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.attachment import Attachment
from cop.forums.models.evidence import Evidence
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.trust.review import forgetting


def _old(agency_id: int, before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Neither answered nor changed since then. What went on in another topic goes with that."""
    unchanged = or_(Topic.edited_at.is_(None), Topic.edited_at < before)
    return Topic.agency_id == agency_id, Topic.moved_at < before, unchanged, Topic.into_id.is_(None)


def waiting(agency_id: int, before: datetime) -> tuple[int, datetime | None]:
    old = select(func.count(Topic.id), func.min(Topic.moved_at))
    many, first = db.session.execute(old.where(*_old(agency_id, before))).one()
    return many, first


def erase(agency_id: int, before: datetime, most: int) -> int:
    """Those that were silent longest first. One that is answered at this moment stays."""
    old = select(Topic.id, Topic.space_id).where(*_old(agency_id, before))
    found = db.session.execute(old.order_by(Topic.moved_at, Topic.id).limit(most).with_for_update()).all()
    opened = [one.id for one in found]
    ids = [*opened, *db.session.scalars(select(Topic.id).where(Topic.into_id.in_(opened)))]
    replies = db.session.scalars(select(Reply.id).where(or_(Reply.topic_id.in_(ids), Reply.into_id.in_(ids)))).all()
    elsewhere = update(Reply).where(Reply.to_id.in_(replies), Reply.id.not_in(replies)).values(to_id=None)
    db.session.execute(elsewhere.execution_options(synchronize_session=False))
    proposed = select(Solution.id).where(Solution.topic_id.in_(ids))
    told = db.session.scalars(select(Evidence.id).where(Evidence.solution_id.in_(proposed))).all()
    waiting = db.session.scalars(select(WaitingPost.id).where(WaitingPost.topic_id.in_(ids))).all()
    hanging.erase(SearchEntry, agency_id, SearchEntry.id.in_(ids) | SearchEntry.topic_id.in_(ids))
    Attachment.erase(Attachment.topic_id.in_(ids) | Attachment.reply_id.in_(replies))
    hanging.erase(Topic, agency_id, Topic.id.in_(ids))
    forgetting.forget([*ids, *replies, *told, *waiting])
    for space_id in {one.space_id for one in found}:
        fewer = Space.topics - sum(one.space_id == space_id for one in found)
        db.session.execute(update(Space).where(Space.id == space_id).values(topics=fewer))
    return len(opened)


def _old_annexes(agency_id: int, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return Annex.agency_id == agency_id, Annex.moved_at < before


def annexes_waiting(agency_id: int, before: datetime) -> tuple[int, datetime | None]:
    old = select(func.count(Annex.id), func.min(Annex.moved_at))
    many, first = db.session.execute(old.where(*_old_annexes(agency_id, before))).one()
    return many, first


def erase_annexes(agency_id: int, before: datetime, most: int) -> int:
    """All of one goes at once. The topic above it is everybody's, and stays."""
    old = select(Annex.id).where(*_old_annexes(agency_id, before)).order_by(Annex.moved_at, Annex.id)
    ids = db.session.scalars(old.limit(most).with_for_update()).all()
    posts = db.session.scalars(select(AnnexPost.id).where(AnnexPost.annex_id.in_(ids))).all()
    hanging.erase(SearchEntry, agency_id, SearchEntry.id.in_(posts))
    hanging.erase(Annex, agency_id, Annex.id.in_(ids))
    forgetting.forget(posts)
    return len(ids)


def annexes_in_words(many: int) -> str:
    return str(ngettext("%(num)d side conversation", "%(num)d side conversations", many))


def words(many: int) -> str:
    return str(ngettext("%(num)d topic", "%(num)d topics", many))


keeping.kept["annex"] = keeping.Kind(annexes_waiting, erase_annexes, annexes_in_words)
keeping.kept["topic"] = keeping.Kind(waiting, erase, words)
