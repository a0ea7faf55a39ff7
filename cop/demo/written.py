"""What the people of the demo wrote, as it stands in words/*.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words")


@cache
def read(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def topics() -> list[dict[str, Any]]:
    """All topics, each with its replies, in the order in which they were written down."""
    names = sorted(path.stem for path in WORDS.glob("topics_*.toml"))
    return [topic for name in names for topic in read(name)["topic"]]
