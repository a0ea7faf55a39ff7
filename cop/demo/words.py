"""What the demo's people wrote, read from the files beside this one."""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from cop.core import ids

FOLDER = Path(__file__).parent / "words"
TOPICS = ("topics_practice", "topics_growth", "topics_places", "topics_hands")


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def topics() -> list[dict[str, Any]]:
    return [topic for name in TOPICS for topic in read(name)["topic"]]


class Pen:
    """Moments and ids, the same for the same seed: `now` is when the community was loaded."""

    def __init__(self, now: datetime, seed: int) -> None:
        self.now, self.random, self.made = now, Random(seed), 0

    def ago(self, days: float) -> datetime:
        """Some time in the waking hours of a day so many days ago, never in the future."""
        day = (self.now - timedelta(days=days)).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = day + timedelta(minutes=self.random.randrange(13 * 60, 25 * 60), seconds=self.random.randrange(60))
        return min(moment, self.now - timedelta(minutes=self.random.randrange(30, 300)))

    def pace(self, opened: datetime, last: float) -> float:
        """What hours are multiplied by so that the last of them lies before now, and their order and distances stay."""
        there_are = (self.now - opened).total_seconds() / 3600 * self.random.uniform(0.5, 0.98)
        return min(1.0, there_are / last) if last else 1.0

    def id_at(self, moment: datetime) -> int:
        self.made += 1  # rather than a random number: a million of those would collide
        return ids.id_at(moment, self.made)
