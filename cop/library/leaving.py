"""What someone put into the library, taken back when they delete their account."""

from sqlalchemy import delete, select

from cop.core.db import db
from cop.core.forgetting import forget_later
from cop.core.search import SearchEntry
from cop.core.tenancy import COMMONWEALTH
from cop.library.models.resource import Edition, Resource
from cop.people import erasure


def take_files_back(person_id: int) -> None:
    """A file that somebody else has put there as well stays for them."""
    mine = select(Resource.id).where(Resource.author_id == person_id)
    keys = set(db.session.scalars(select(Edition.file_key).where(Edition.resource_id.in_(mine))))
    db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(mine)))
    db.session.execute(delete(Edition).where(Edition.resource_id.in_(mine)))
    db.session.execute(delete(Resource).where(Resource.author_id == person_id))
    forget_later(COMMONWEALTH, keys)


erasure.take_back.append(take_files_back)
