"""Ids: 63-bit integers that sort by time and tell nothing about counts, shown as short opaque words.

41 bits of milliseconds since 2024 (69 years), then 22 bits that are random, or one more than the last when two fall
in the same millisecond, so that one process's ids always rise. Integers insert fastest on both databases.
"""

import secrets
import threading
from datetime import UTC, datetime

from werkzeug.routing import BaseConverter, ValidationError

EPOCH_MS = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)
RANDOM_BITS = 22
LARGEST = (1 << 63) - 1
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to mistake when read aloud
LENGTH = 13

_value = {letter: number for number, letter in enumerate(ALPHABET)}
_lock = threading.Lock()
_last = 0


def id_at(moment: datetime, salt: int) -> int:
    """The id of something made at a given moment; `salt` tells apart what shares it."""
    since = int(moment.timestamp() * 1000) - EPOCH_MS
    return (since << RANDOM_BITS) | (salt & ((1 << RANDOM_BITS) - 1))


def new_id() -> int:
    global _last  # noqa: PLW0603 - the one clock of this process
    fresh = id_at(datetime.now(UTC), secrets.randbits(RANDOM_BITS))
    with _lock:
        same_millisecond = fresh >> RANDOM_BITS <= _last >> RANDOM_BITS
        _last = _last + 1 if same_millisecond else fresh
        return _last


def word(number: int) -> str:
    """An id as it is shown in an address: 13 letters and digits."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range((LENGTH - 1) * 5, -1, -5))


def number(word: str) -> int:
    """The id a word stands for. Raises ValueError for anything `word` can't have made."""
    if len(word) != LENGTH or not set(word) <= _value.keys():
        raise ValueError(word)
    total = 0
    for letter in word:
        total = total << 5 | _value[letter]
    if total > LARGEST:
        raise ValueError(word)
    return total


class IdConverter(BaseConverter):
    """`<id:topic_id>` in a route: a malformed word is an address that does not exist."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> int:
        try:
            return number(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: int) -> str:
        return word(value)


def from_query(value: str | None) -> int | None:
    """An id given in a query string, where anything malformed means the same as nothing."""
    try:
        return number(value) if value else None
    except ValueError:
        return None
