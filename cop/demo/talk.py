"""The spaces of the demo, and what was said in them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update

from cop.agencies.audience import EVERYONE, PEERS
from cop.core.db import db
from cop.core.search import SearchEntry
from cop.core.tenancy import COMMONWEALTH
from cop.demo import posts, rows, written
from cop.demo.cast import Cast, Member
from cop.demo.moments import Moments
from cop.demo.posts import Body, Place
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic

OPENED = 795  # days ago


@dataclass
class Talk:
    """Rows waiting to be written together."""

    moments: Moments
    topics: list[dict[str, Any]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)

    def open(self, place: Place, by: Member, title: str, said: Body, at: datetime, challenge: bool) -> dict[str, Any]:
        topic = posts.topic(self.moments, place, by, title, said, at) | {"challenge": challenge}
        self.topics.append(topic)
        self.entries.append(posts.entry(topic, topic, place, said))
        return topic

    def answer(self, topic: dict[str, Any], place: Place, by: Member, said: Body, at: datetime) -> None:
        reply = posts.reply(self.moments, topic, place, by, said, at)
        self.replies.append(reply)
        self.entries.append(posts.entry(reply, topic, place, said))

    def write(self) -> None:
        """Everything so far, in the order of ids: both a table and its full-text index grow fastest at the end."""
        for kind, waiting in ((Topic, self.topics), (Reply, self.replies), (SearchEntry, self.entries)):
            rows.add(kind, sorted(waiting, key=lambda row: row["id"]))
        for space_id, opened in Counter(topic["space_id"] for topic in self.topics).items():
            db.session.execute(
                update(Space).where(Space.id == space_id).values(topics=Space.topics + opened),
                execution_options={"synchronize_session": False},
            )
        for waiting in (self.topics, self.replies, self.entries):
            waiting.clear()


def furnish(moments: Moments, cast: Cast) -> dict[str, Place]:
    """Writes the spaces: the Commonwealth's, and two of each agency's own."""
    statewide = [{"agency_id": COMMONWEALTH, **words} for words in written.read("spaces")["space"]]
    own = [space for agency in written.read("people")["agency"] for space in _own(cast, agency)]
    made = [
        {"id": moments.id(moments.on(OPENED)), "audience": EVERYONE, "position": position, "topics": 0} | words
        for position, words in enumerate(statewide + own)
    ]
    rows.add(Space, made)
    return {row["slug"]: Place(row["id"], row["agency_id"], row["audience"]) for row in made}


def _own(cast: Cast, agency: dict[str, Any]) -> list[dict[str, Any]]:
    slug, short, name = agency["slug"], agency["short"], agency["name"]
    team = (f"{slug}-team", f"{short} team", f"For everyone who works at {name}, and nobody else.", EVERYONE)
    peers = (f"{slug}-peers", f"{short} peers", f"For peer supporters at {name}. No supervisors.", PEERS)
    return [
        {"agency_id": cast.agencies[slug]} | dict(zip(("slug", "name", "purpose", "audience"), words, strict=True))
        for words in (team, peers)
    ]


def fill(moments: Moments, cast: Cast, places: dict[str, Place]) -> None:
    """Writes every topic that stands in the words, with its replies."""
    talk = Talk(moments)
    for words in written.topics():
        _tell(talk, cast, places[words["space"]], words)
    talk.write()


def _tell(talk: Talk, cast: Cast, place: Place, words: dict[str, Any]) -> None:
    answers = words.get("reply", [])
    at = talk.moments.before_hours(talk.moments.on(words["days_ago"]), answers[-1]["hours"] if answers else 0)
    by, said = cast.people[words["author"]], posts.body(words["body"])
    topic = talk.open(place, by, words["title"], said, at, words.get("challenge", False))
    then = at
    for answer in answers:
        then = talk.moments.after(at, answer["hours"], then)
        talk.answer(topic, place, cast.people[answer["author"]], posts.body(answer["body"]), then)
