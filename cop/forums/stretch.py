"""A stretch of a topic's replies: where a page begins and ends. Without an offset: the last page is as quick as any."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cop.core import ids
from cop.core.paging import page_of
from cop.forums import queries
from cop.forums.replies_shown import REPLIES_PER_PAGE

NEW = "new"  # in an address: after the last that was read


@dataclass(frozen=True)
class Stretch:
    """`earlier` and `more` are the words of what the pages before and after it begin from, if there are any."""

    replies: tuple[Any, ...]
    from_start: bool
    earlier: str | None
    more: str | None


def of(topic_id: int, asked: Mapping[str, str], last_read: int | None) -> Stretch:
    """What a page's address asks for: `after` or `before` a reply, or after what was read. One statement."""
    before = ids.from_query(asked.get("before"))
    if before is not None:
        rows, earlier = page_of(queries.replies_before(topic_id, before), REPLIES_PER_PAGE)
        replies = tuple(reversed(rows))
        return Stretch(replies, earlier is None, earlier, ids.word(replies[-1].id) if replies else None)
    after = last_read if asked.get("after") == NEW else ids.from_query(asked.get("after"))
    rows, more = page_of(queries.replies(topic_id, after=after), REPLIES_PER_PAGE)
    if after is None or after <= topic_id:
        return Stretch(tuple(rows), from_start=True, earlier=None, more=more)
    earlier = ids.word(rows[0].id if rows else after + 1)
    return Stretch(tuple(rows), from_start=False, earlier=earlier, more=more)
