"""What follows a new edition: found by its title at once, and by the words inside it as soon as they were read."""

from sqlalchemy import select

from cop.core import search, text
from cop.core.db import db
from cop.core.facts import in_commit, on_worker
from cop.library.facts import EditionAdded
from cop.library.models.resource import Edition, Resource
from cop.library.reading import words_in


@in_commit(EditionAdded)
def index_title(fact: EditionAdded) -> None:
    search.put(entry(db.session.get_one(Resource, fact.resource_id), ""))


@on_worker(EditionAdded)
def read_inside(fact: EditionAdded) -> None:
    """Done twice, it ends the same. The slow part holds no transaction."""
    file = db.session.execute(select(Edition.file_key, Edition.kind).where(Edition.id == fact.edition_id)).first()
    db.session.rollback()
    if file is None:
        return
    words = words_in(file.file_key, file.kind)
    db.session.get_one(Edition, fact.edition_id).words = words
    search.put(entry(db.session.get_one(Resource, fact.resource_id), words))


def entry(resource: Resource, inside: str) -> search.SearchEntry:
    words = f"{resource.summary} {inside}"
    return search.SearchEntry(
        id=resource.id,
        agency_id=resource.agency_id,
        kind="resource",
        audience=resource.audience,
        language=text.guess_language(words),
        title=resource.title,
        words=words,
        at=resource.created_at,
    )
