"""Passwords: argon2id, 19 MiB and two passes (OWASP's password storage guidance), about 40 ms a check.

What may be chosen follows NIST SP 800-63B, 3.1.1: length and not being easy to guess; no rules of composition.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

SHORTEST = 12  # characters
LONGEST = 1000  # bytes
LOOKED_AT = 72  # characters that are looked at for being easy to guess: looking takes longer than it is long
HARD = 3  # of zxcvbn's 0 to 4: at least 10^8 guesses

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_of(password: str) -> str:
    return _hasher.hash(_same(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the kept one. Takes the same time when there is nobody to compare with."""
    try:
        return _hasher.verify(kept or _nobodys(), _same(password)) and bool(kept)  # an empty one is nobody's, too
    except (VerifyMismatchError, InvalidHashError):
        return False


def easy_to_guess(password: str, known: Iterable[str] = ()) -> bool:
    """Whether it is common, or made of what is known about the person (their name and e-mail)."""
    found = zxcvbn(password[:LOOKED_AT], user_inputs=_words_of(known))
    return bool(found["score"] < HARD)


def too_long(password: str) -> bool:
    return len(password.encode()) > LONGEST


def _words_of(known: Iterable[str]) -> list[str]:
    """A name or an address as someone who knows the person would try it: in parts, and as one word."""
    words = ["lantern"]
    for one in known:
        parts = one.casefold().replace("@", " ").replace(".", " ").split()
        words += [one.casefold(), *parts, *(between.join(parts) for between in ("", ".", "-", "_"))]
    return words


def _same(password: str) -> str:
    """One form for what looks the same: two keyboards may write the same letter as different code points."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
