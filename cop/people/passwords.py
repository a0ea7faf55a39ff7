"""Passwords: argon2id, 19 MiB and two passes (OWASP's password storage guidance), about 40 ms a check."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_of(password: str) -> str:
    return _hasher.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the kept one. Takes the same time when there is nobody to compare with."""
    try:
        return _hasher.verify(kept or _nobodys(), password) and bool(kept)  # an empty one is nobody's, too
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
