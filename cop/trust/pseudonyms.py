"""Writing without a name: who wrote is known by a keyed hash alone, and the key is never in the database.

A hand is what stands for a person in one place, such as a topic: a number, shown as two calm words and a pattern. It is
drawn by lot. Beside it a mark is kept, a hash of the place and the person under the server's pseudonym key: whoever has
the key and a person can ask whether a hand is theirs, and nobody can ask the other way round without trying everyone.
Marks of one person in two places have nothing in common. Without the key they are numbers.

Keys are changed by putting a new one before the old (see COP_PSEUDONYM_KEYS): the first makes new marks, the others
still know old ones. Once a key is gone nobody can tell any more whose they were, not even to let them edit.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from cop.core import clock, ids
from cop.trust.calm_words import CALM

PAIRS = len(CALM) * (len(CALM) - 1)  # two different words, in either order
FEW = 5  # with fewer people who could have written it, a name may be guessed


def marks(place: str, person_id: int) -> list[str]:
    """How a person is known in a place: 64 hexadecimal digits for each key, that of the key in use first."""
    keys: Iterable[str] = current_app.extensions["settings"].pseudonym_keys
    return [hmac.new(key.encode(), f"{place}\n{person_id}".encode(), hashlib.sha256).hexdigest() for key in keys]


def found(mark: str, place: str, people: Iterable[int]) -> int | None:
    """Whose mark it is, among people who are tried one after the other; for what the server does by itself, such as
    telling someone of an answer. What comes of it is never shown, logged or kept.
    """
    return next((person_id for person_id in people if mark in marks(place, person_id)), None)


def unclocked(once: int | None) -> int | None:
    """A form's key without the time at which its page was made, which the key itself begins with."""
    if once is None:
        return None
    key: str = current_app.extensions["settings"].pseudonym_keys[0]
    return int.from_bytes(hmac.digest(key.encode(), f"once\n{once}".encode(), "sha256")[:7], "big")


def draw(taken: Collection[int]) -> int:
    """A hand that nobody in the place has yet. Raises LookupError when there is none left."""
    free = sorted(set(range(PAIRS)).difference(taken))
    if not free:
        raise LookupError("every pair of words is taken")
    return secrets.choice(free)


def called(hand: int) -> str:
    """The two words of a hand, in the reader's language."""
    first, second = divmod(hand, len(CALM) - 1)
    return f"{CALM[first]} {CALM[second + (second >= first)]}"


def rounded(moment: datetime) -> datetime:
    """The hour in which something without a name happened: when exactly would tell who was there."""
    return clock.hour_of(moment)


def hour_over(moment: datetime) -> datetime:
    """When others may hear of it: not in the minute in which it happened."""
    return rounded(moment) + timedelta(hours=1)


def by_whoever_wrote_it() -> dict[str, Any]:
    """Of a row about what someone does with their own post: when, as closely as may be told of one without a name. Of
    all alike, so that these do not stand out.
    """
    now = clock.now()
    return {"id": new_id(now), "at": rounded(now)}


def new_id(moment: datetime, after: int = 0) -> int:
    """An id that tells the rounded time only; where that would put it before what it follows, right after that.

    That it came after what it answers is seen anyway, from where it stands.
    """
    coarse = ids.id_at(rounded(moment), secrets.randbits(ids.RANDOM_BITS))
    return coarse if coarse > after else after + 1 + secrets.randbelow(1 << 16)
