"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, tuple_
from sqlalchemy.orm import aliased

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, AnySelect, db
from cop.core.reads import Read
from cop.library.models.resource import Edition, Resource
from cop.people.models.person import Person

PER_PAGE = 20
Newer = aliased(Edition)
COLUMNS = (Resource.id, Resource.agency_id, Resource.audience, Resource.title, Resource.summary, Resource.language,
           Resource.created_at, Person.name.label("author_name"), Agency.name.label("voice_name"),
           Edition.kind)  # fmt: skip
MORE_COLUMNS = (
    Person.photo_beside(Resource.agency_id),
    Resource.core_values,
    Edition.size,
    Edition.file_name,
    Edition.file_key,
    Edition.words,
)


def _shown(*columns: Any) -> AnySelect:
    """Resources as they are shown to those whose `audiences` are given, each with its newest edition."""
    later = select(func.max(Newer.number)).where(Newer.resource_id == Resource.id).correlate(Resource)
    return (
        select(*columns)
        .join(Edition, Edition.resource_id == Resource.id)
        .join(Person, Person.id == Resource.author_id)
        .join(Agency, Agency.id == Resource.voice_id)
        .where(Edition.number == later.scalar_subquery())
        .where(tuple_(Resource.agency_id, Resource.audience).in_(bindparam("audiences", expanding=True)))
    )


ONE = Read(_shown(*COLUMNS, *MORE_COLUMNS).where(Resource.id == bindparam("id")))
RECENT = Read(_shown(*COLUMNS).order_by(Resource.id.desc()).limit(bindparam("most")))


def resources(viewer: Viewer, kind: str = "", language: str = "", before: int | None = None) -> Sequence[AnyRow]:
    """One page, newest first, from below `before`. One statement."""
    found = _shown(*COLUMNS)
    if kind:
        found = found.where(Edition.kind == kind)
    if language:
        found = found.where(Resource.language == language)
    if before is not None:
        found = found.where(Resource.id < before)
    newest = found.order_by(Resource.id.desc()).limit(PER_PAGE + 1)
    return db.session.execute(newest, {"audiences": viewer.audiences}).all()


def recent(viewer: Viewer, limit: int = 3) -> Sequence[AnyRow]:
    """What was added last. One statement."""
    return RECENT.rows(audiences=viewer.audiences, most=limit)


def resource(viewer: Viewer, resource_id: int) -> AnyRow | None:
    """One, if this viewer may see it. One statement."""
    return next(iter(ONE.rows(audiences=viewer.audiences, id=resource_id)), None)
