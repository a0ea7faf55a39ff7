"""Resources of an agency's own, when the time that it keeps them is over: it runs from the last file."""

from datetime import datetime

from flask_babel import ngettext
from sqlalchemy import func, select

from cop.agencies import keeping
from cop.core import hanging
from cop.core.db import AnySelect, db
from cop.core.forgetting import forget_later
from cop.core.search import SearchEntry
from cop.library.models.resource import Edition, Resource


def _old(agency_id: int, before: datetime) -> AnySelect:
    """Ids, with when they last changed; of some, none has a file any more."""
    last = func.coalesce(func.max(Edition.created_at), Resource.created_at)
    found = select(Resource.id, last.label("last")).outerjoin(Edition, Edition.resource_id == Resource.id)
    mine = found.where(Resource.agency_id == agency_id).group_by(Resource.id, Resource.created_at)
    return mine.having(last < before)


def waiting(agency_id: int, before: datetime) -> tuple[int, datetime | None]:
    lasts = [one.last for one in db.session.execute(_old(agency_id, before))]
    return len(lasts), min(lasts, default=None)


def erase(agency_id: int, before: datetime, most: int) -> int:
    """With their files, but for one that another resource shows."""
    ids = list(db.session.scalars(_old(agency_id, before).order_by(Resource.id).limit(most)))
    theirs = Edition.agency_id == agency_id, Edition.resource_id.in_(ids)
    keys = set(db.session.scalars(select(Edition.file_key).where(*theirs)))
    forget_later(agency_id, keys)
    for kind in (SearchEntry, Resource):
        hanging.erase(kind, agency_id, kind.id.in_(ids))
    return len(ids)


def words(many: int) -> str:
    return str(ngettext("%(num)d resource", "%(num)d resources", many))


keeping.kept["resource"] = keeping.Kind(waiting, erase, words)
