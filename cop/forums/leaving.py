"""What someone wrote in the forums, taken back with their account: a place is kept for what was answered."""

from typing import Any

from sqlalchemy import delete, select, update

from cop.core.db import db
from cop.core.search import SearchEntry
from cop.forums.models.post import NO_TITLE
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal, Version
from cop.people import erasure


def take_words_back(person_id: int) -> None:
    """Source, HTML and what search knows of them go; the row stays."""
    empty: dict[str, Any] = {"body_source": "", "body_html": ""}
    for kind in (Topic, Reply):
        mine = select(kind.id).where(kind.author_id == person_id)
        for said in (Version, Removal):
            db.session.execute(delete(said).where(getattr(said, f"{kind.kind}_id").in_(mine)))
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(mine)))
        titled = {"title": NO_TITLE} if kind is Topic else {}
        db.session.execute(update(kind).where(kind.author_id == person_id).values(**empty, **titled))


erasure.take_back.append(take_words_back)
