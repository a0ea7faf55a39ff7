"""What the canary found, as a table: `python -m tests.canary.report`. Kept in docs/anonymity.md."""

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cop.core import ids
from tests import databases
from tests.canary import exits
from tests.canary.house import QUILLA, House, begin, house, write_unnamed

ADDRESS, NAME, *_ = QUILLA
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)")
NUMBER = re.compile(r"(?<![\d.])\d{17,19}(?![\d.])")
CONTROL = "the same search for Ivy, who asked with her name"
ITS_OWN_HOUR = "sign_in"  # when someone was here last, to the hour, whatever they did


@dataclass(frozen=True)
class Found:
    """`who`: in how many places who wrote stands; `when`: in how many the seconds in which it was written."""

    exit: str
    searched: str
    who: int
    when: int | None = None


def search(backend: str) -> Iterator[Found]:
    with tempfile.TemporaryDirectory() as folder, house(backend, Path(folder)) as made:
        there = begin(made)
        rows = set(exits.database(made))
        known = _known(rows, ADDRESS, NAME)
        by_name = _known(rows, "ivy@stonefield.example", "Ivy Donnelly")
        posts = [row for row in rows if " topic " in row or '"topic"' in row or ".topic " in row]
        yield Found(CONTROL, f"{len(posts)} rows", _who("\n".join(posts), by_name), _when(posts, made))
        before = {name: read(made, there["named"]) for name, read in exits.AS_BYTES.items()}
        there |= write_unnamed(made, there)
        new = [row for row in exits.database(made) if row not in rows and ITS_OWN_HOUR not in row]
        yield Found("rows that are new in a dump", f"{len(new)} rows", _who("\n".join(new), known), _when(new, made))
        for name, read in exits.AS_BYTES.items():
            told = read(made, there["named"], there["topic"])
            who = _who(told.decode(errors="replace"), known) - _who(before[name].decode(errors="replace"), known)
            when = _seconds_in(told, made) - _seconds_in(before[name], made) if name in exits.TELL_TIMES else None
            if told or name == "mails":
                yield Found(name, f"{len(told)} bytes", max(0, who), when)
        times = exits.times_of_files(made)
        seconds = sum(one % 3600 != 0 for one in times)
        yield Found("when files and their folder were written", f"{len(times)} times", 0, seconds)


def _known(rows: set[str], address: str, name: str) -> list[str]:
    """How the database and the pages name someone: by address, name, id and its word."""
    (row,) = (row for row in rows if address in row and "INTO" in row and "person" in row.partition("VALUES")[0])
    number = next(one for one in NUMBER.findall(row))
    return [address, name, name.split()[1], number, ids.word(int(number))]


def _who(told: str, known: list[str]) -> int:
    return sum(told.count(one) for one in known)


def _when(rows: list[str], made: House) -> int:
    """Times, and ids that tell one, in the seconds in which she wrote."""
    return sum(made.began <= one <= made.ended for row in rows for one in _moments(row))


def _moments(row: str) -> Iterator[datetime]:
    for day, second in TIME.findall(row):
        yield datetime.fromisoformat(f"{day}T{second}+00:00")
    for number in NUMBER.findall(row):
        yield datetime.fromtimestamp(((int(number) >> ids.RANDOM_BITS) + ids.EPOCH_MS) / 1000, UTC)


def _seconds_in(told: bytes, made: House) -> int:
    """Of times that are written as text; in files of a database ids lie as bytes."""
    first, last = int(made.began.timestamp()), int(made.ended.timestamp())
    seconds = (datetime.fromtimestamp(one, UTC) for one in range(first, last + 1))
    return sum(told.count(one.isoformat(apart, "seconds")[:19].encode()) for one in seconds for apart in (" ", "T"))


def table(backend: str) -> str:
    head = f"| exit, on {backend} | searched | who | when |\n|---|---|---|---|\n"
    return head + "\n".join(map(_line, search(backend)))


def _line(one: Found) -> str:
    return f"| {one.exit} | {one.searched} | {one.who} | {'' if one.when is None else one.when} |"


if __name__ == "__main__":
    for one in databases.BACKENDS:
        sys.stdout.write(f"{table(one)}\n\n")
