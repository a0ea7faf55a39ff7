"""The same community many times over: the same words, drawn again under other titles and at other times."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cop.core.facts import commit
from cop.demo import posts, written
from cop.demo.cast import Cast, Member
from cop.demo.moments import A_WHILE, Moments
from cop.demo.posts import Body, Place
from cop.demo.talk import Talk
from cop.meetings.calendar import Period

BATCH = 2_000  # topics written together, with about 10,000 replies
REACH = 700  # days back
BUSY = 10  # of so many copies of a topic, one is much discussed
MUCH, LITTLE = (20, 41), (0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 4)  # replies: a range, and what is drawn otherwise
GAP = 9  # hours between replies, about


@dataclass
class Source:
    """What was written in one space: whoever may have said it there may say it there again."""

    topics: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[Member, Body]] = field(default_factory=list)


def multiply(moments: Moments, cast: Cast, places: dict[str, Place], times: int, say: Callable[[str], object]) -> None:
    """Adds `times` as many topics and replies as the words hold. Commits after each batch."""
    sources, base = _sources(cast), written.topics()
    talk, total = Talk(moments), times * len(base)
    for number, (words, busy) in enumerate(_drawn(moments, base, times)):
        at = _opened(moments, number / total)
        _tell(talk, cast, places[words["space"]], words, sources[words["space"]], at, busy)
        if len(talk.topics) == BATCH or number + 1 == total:
            talk.write()
            commit()
            say(f"    {number + 1:,} of {total:,} more topics")


def _sources(cast: Cast) -> dict[str, Source]:
    sources: dict[str, Source] = defaultdict(Source)
    for words in written.topics():
        for answer in words.get("reply", []):
            said = posts.body(answer["body"])
            sources[words["space"]].answers.append((cast.people[answer["author"]], said))
    return sources


def _drawn(moments: Moments, base: list[dict[str, Any]], times: int) -> Iterator[tuple[dict[str, Any], bool]]:
    """All the topics in a new order each time, and whether a copy is much discussed."""
    for turn in range(times):
        order = list(range(len(base)))
        moments.random.shuffle(order)
        yield from ((base[index], (turn + index) % BUSY == 0) for index in order)


def _opened(moments: Moments, part: float) -> datetime:
    """From long ago to now as `part` goes from 0 to 1, so that rows are written nearly in the order of their ids."""
    return moments.on(REACH * (1 - part))


def _tell(
    talk: Talk, cast: Cast, place: Place, words: dict[str, Any], source: Source, at: datetime, busy: bool
) -> None:
    random, by = talk.moments.random, cast.people[words["author"]]
    title = _title(cast, by, words["title"], at)
    topic = talk.open(place, by, title, posts.body(words["body"]), at, words.get("challenge", False))
    newest = talk.moments.now - A_WHILE / 2
    for _ in range(random.randrange(*MUCH) if busy else random.choice(LITTLE)):
        gap = timedelta(hours=random.expovariate(1 / GAP), seconds=1)
        at = at + gap if at + gap < newest else at + (newest - at) * random.uniform(0.01, 0.2)
        talk.answer(topic, place, *random.choice(source.answers), at)


def _title(cast: Cast, by: Member, title: str, at: datetime) -> str:
    """Who asked, and in which quarter: the same in every language."""
    when = str(Period.of(at.date()))
    who = cast.short_names.get(by.voice_id)
    return f"{title} ({who}, {when})" if who else f"{title} ({when})"
