"""Where a search hit is read."""

from typing import Any

from flask import url_for

from cop.core import ids
from cop.core.search import Hit

PAGES = {
    "solution": "solutions.show",
    "topic": "topics.show",
    "resource": "library.show",
    "meeting": "meetings.show",
}


def of(hit: Hit) -> str:
    if hit.kind == "reply":
        # The page that begins with the reply: everything after the number just below its own.
        return url_for("topics.show", topic_id=hit.topic_id, after=ids.word(hit.id - 1)) + f"#reply-{ids.word(hit.id)}"
    if hit.kind == "annex":
        return url_for("annex_posts.show", topic_id=hit.topic_id, aside_id=hit.id)
    where = {
        "solution": "solutions.show",
        "topic": "topics.show",
        "resource": "library.show",
        "meeting": "meetings.show",
    }[hit.kind]
    named: dict[str, Any] = {f"{hit.kind}_id": hit.id}
    return url_for(where, **named)
