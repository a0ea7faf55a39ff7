"""Topics and replies: the community's own, and as many more as a scale asks for. All in bulk."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import insert

from cop.core import search, text
from cop.core.db import db
from cop.demo.people import Cast
from cop.demo.words import Pen, topics
from cop.forums.models.pseudonym import Pseudonym, place
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust import pseudonyms

SPREAD = 700  # days over which a scaled community has been talking
MORE = (1, 2)  # replies added to each scaled topic, at least and at most
CHUNK = 20  # times the community in one transaction

Rows = defaultdict[type[Any], list[dict[str, Any]]]


@cache
def rendered(source: str) -> tuple[str, str, str]:
    """HTML, plain words and language: each distinct text is rendered once, however often it is used."""
    html = text.render(source)
    return html, text.plain(html), text.guess_language(source)


def load(cast: Cast, pen: Pen, scale: int, say: Callable[[str], object]) -> None:
    counts: dict[str, int] = defaultdict(int)
    extra = by_place()
    for begin in range(0, scale, CHUNK):
        rows: Rows = defaultdict(list)
        for copy in range(begin, min(begin + CHUNK, scale)):
            for topic in topics():
                counts[topic["space"]] += 1
                add(rows, cast, pen, topic if copy == 0 else again(topic, copy, pen, extra))
        write(rows)
        if scale > CHUNK:
            say(f"    {min(begin + CHUNK, scale)} of {scale}")
    count(cast, counts)


def by_place() -> dict[str, list[dict[str, Any]]]:
    """Replies by the space they were written in, to be drawn from."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for topic in topics():
        found[topic["space"]] += topic.get("reply", [])
    return found


def again(topic: dict[str, Any], copy: int, pen: Pen, extra: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The same topic another time, with a number in its title, another day, and a few replies more."""
    replies = topic.get("reply", [])
    pool = extra[topic["space"]] or [{"author": topic["author"], "body": "Thank you."}]
    last = replies[-1]["hours"] if replies else 1.0
    more = [pen.random.choice(pool) | {"hours": last + 3.0 * at} for at in range(1, pen.random.randint(*MORE) + 1)]
    return topic | {
        "title": f"{topic['title']} ({copy + 1})",
        "days_ago": pen.random.uniform(1, SPREAD),
        "reply": [*replies, *more],
    }


def add(rows: Rows, cast: Cast, pen: Pen, topic: dict[str, Any]) -> None:
    space, opened = cast.spaces[topic["space"]], pen.ago(topic["days_ago"])
    first = written(cast, space, topic, opened, pen)
    said = topic.get("reply", [])
    pace = pen.pace(opened, max((one["hours"] for one in said), default=0.0))
    replies: list[dict[str, Any]] = []
    for one in said:
        last = (replies or [first])[-1]["id"]
        replies.append(written(cast, space, one, opened + timedelta(hours=one["hours"] * pace), pen, last))
    rows[Pseudonym] += hands(cast, first, [topic, *said])
    moved = max([opened, *(reply["created_at"] for reply in replies)])
    shown = {"title": topic["title"], "challenge": topic.get("challenge", False)}
    rows[Topic].append(first | shown | {"space_id": space.id, "replies": len(replies), "moved_at": moved})
    rows[Reply] += [reply | {"topic_id": first["id"]} for reply in replies]
    found = {"topic_id": first["id"], "title": topic["title"], "audience": space.audience}
    rows[search.SearchEntry].append(entry(first, found | {"kind": "topic"}))
    rows[search.SearchEntry] += [entry(reply, found | {"kind": "reply"}) for reply in replies]


def written(cast: Cast, space: Space, one: dict[str, Any], moment: datetime, pen: Pen, last: int = 0) -> dict[str, Any]:
    """`last` is the id of what a reply comes after. With a `hand` it has no author, and tells the hour at most."""
    author, source, hand = one["author"], one["body"].strip(), one.get("hand")
    words = {"agency_id": space.agency_id, "hand": hand, "body_source": source, "body_html": rendered(source)[0]}
    if hand is None:
        return words | {"id": pen.id_at(moment), "author_id": cast.people[author], "created_at": moment,
                        "voice_id": space.agency_id or cast.voice(author)}  # fmt: skip
    hour = pseudonyms.rounded(moment)
    number = max(pen.id_at(hour), last + 1)
    return words | {"id": number, "author_id": None, "created_at": hour, "voice_id": space.agency_id}


def hands(cast: Cast, topic: dict[str, Any], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whose they are, as only the key of this installation can tell."""
    theirs = {one["hand"]: cast.people[one["author"]] for one in said if "hand" in one}
    shared = {"agency_id": topic["agency_id"], "topic_id": topic["id"]}
    return [
        shared | {"id": topic["id"] + at, "hand": hand, "mark": pseudonyms.marks(place(topic["id"]), person)[0]}
        for at, (hand, person) in enumerate(theirs.items(), start=1)
    ]


def entry(one: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    _, plain, language = rendered(one["body_source"])
    return found | {"id": one["id"], "agency_id": one["agency_id"], "language": language, "words": plain,
                    "at": one["created_at"]}  # fmt: skip


def write(rows: Rows) -> None:
    for kind in (Topic, Reply, Pseudonym, search.SearchEntry):
        if rows[kind]:
            db.session.execute(insert(kind), rows[kind])
    db.session.commit()


def count(cast: Cast, counts: dict[str, int]) -> None:
    for slug, number in counts.items():
        db.session.merge(cast.spaces[slug]).topics = number
    db.session.commit()
