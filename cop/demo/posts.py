"""Topics and replies as rows, each with what search knows of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from cop.core import text
from cop.demo.cast import Member
from cop.demo.moments import Moments


@dataclass(frozen=True)
class Place:
    """A space that has been written."""

    id: int
    agency_id: int
    audience: str


@dataclass(frozen=True)
class Body:
    source: str
    html: str
    words: str
    language: str


@cache
def body(source: str) -> Body:
    """Each distinct text is rendered once, however often it is drawn."""
    source = source.strip()
    html = text.render(source)
    return Body(source, html, text.plain(html), text.guess_language(source))


def topic(moments: Moments, place: Place, by: Member, title: str, said: Body, at: datetime) -> dict[str, Any]:
    """A topic's row as if nobody had answered yet."""
    more = {"space_id": place.id, "title": title, "challenge": False, "replies": 0, "moved_at": at}
    return _written(moments.id(at), place, by, said, at) | more


def reply(
    moments: Moments, topic: dict[str, Any], place: Place, by: Member, said: Body, at: datetime
) -> dict[str, Any]:
    """A reply's row; counts it in its topic's."""
    topic["replies"] += 1
    topic["moved_at"] = at
    return _written(moments.id(at), place, by, said, at) | {"topic_id": topic["id"]}


def _written(id: int, place: Place, by: Member, said: Body, at: datetime) -> dict[str, Any]:
    return {
        "id": id,
        "agency_id": place.agency_id,
        "author_id": by.id,
        "voice_id": place.agency_id or by.voice_id,
        "body_source": said.source,
        "body_html": said.html,
        "created_at": at,
    }


def entry(row: dict[str, Any], topic: dict[str, Any], place: Place, said: Body) -> dict[str, Any]:
    """What search knows of a topic or a reply: the same as forums/reactions.py writes."""
    return {
        "id": row["id"],
        "agency_id": place.agency_id,
        "kind": "topic" if row is topic else "reply",
        "audience": place.audience,
        "language": said.language,
        "title": topic["title"],
        "words": said.words,
        "topic_id": topic["id"],
        "at": row["created_at"],
    }
