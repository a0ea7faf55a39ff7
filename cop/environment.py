"""What an environment variable must be: each of these reads one, and says in a sentence what is allowed.

A reader is given the variable's name and its value, and raises BadSetting.
"""

import json
import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

MOST_PHRASES, LONGEST_PHRASE = 1000, 60


class BadSetting(ValueError):
    """A setting that can't be used: its message names the variable, the value and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name} is {value!r}, but must be {allowed}.")


def text(_name: str, value: str) -> str:
    return value


def flag(name: str, value: str) -> bool:
    if value.lower() not in {"0", "1"}:
        raise BadSetting(name, value, "0 or 1")
    return value == "1"


def number(least: int, most: int, unit: int = 1) -> Callable[[str, str], int]:
    def parse(name: str, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
            raise BadSetting(name, value, f"a whole number from {least} to {most}")
        return int(value) * unit

    return parse


def address(*schemes: str, also: str = "") -> Callable[[str, str], str]:
    """An address with one of some schemes; what follows it is a host, but for SQLite, and may be told by a pattern."""
    allowed = "an address that begins with " + " or ".join(schemes)

    def parse(name: str, value: str) -> str:
        if not value.startswith(schemes) or not _leads_somewhere(value) or (also and not re.fullmatch(also, value)):
            raise BadSetting(name, _without_password(value), allowed)
        # A bare postgresql:// means psycopg 3 here, whatever the library's default is.
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    return parse


def _leads_somewhere(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.path.strip("/") if parts.scheme == "sqlite" else parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False


def _without_password(value: str) -> str:
    """An address as it may be shown: what stands before an @ may hold a password."""
    return "...@" + value.rsplit("@", 1)[1] if "@" in value else value


def site(name: str, value: str) -> str:
    parts = urlsplit(value) if _leads_somewhere(value) else urlsplit("")
    if parts.scheme not in {"http", "https"} or parts.path.strip("/") or parts.query:
        raise BadSetting(name, value, "an address such as https://lantern.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def sender(name: str, value: str) -> str:
    if "@" not in parseaddr(value)[1] or not value.isprintable():
        raise BadSetting(name, value, "an e-mail address, or a name and an address: Lantern <lantern@example.org>")
    return value


def key(name: str, value: str) -> str:
    if len(value.strip()) < 32:
        raise BadSetting(name, f"{len(value.strip())} characters long", "at least 32 characters long")
    return value


def keys(name: str, value: str) -> tuple[str, ...]:
    """Keys with commas between them, the one in use first."""
    found = tuple(one.strip() for one in value.split(","))
    if any(len(one) < 32 for one in found) or len(set(found)) < len(found):
        raise BadSetting(name, f"{len(found)} of them", "different keys of at least 32 characters, with commas")
    return found


def zone(name: str, value: str) -> ZoneInfo:
    if value not in available_timezones():
        raise BadSetting(name, value, "a time zone such as America/New_York")
    return ZoneInfo(value)


def words(name: str, value: str) -> dict[str, dict[str, str | None]]:
    """A file with phrases over those of the nudge: by language, each with what could be said instead, or null."""
    allowed = 'a JSON file such as {"en": {"frequent flyer": "someone who comes often", "clean house": null}, "es": {}}'
    try:
        said = json.loads(Path(value).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(name, value, f"{allowed}, which can be read ({type(error).__name__})") from error
    except (ValueError, RecursionError) as error:
        raise BadSetting(name, value, allowed) from error
    wrong = _wrong_words(said)
    if wrong:
        raise BadSetting(name, value, f"{allowed}; {wrong}")
    return said


def _wrong_words(said: Any) -> str:
    """What is wrong with it, if anything is."""
    if not isinstance(said, dict) or not said.keys() <= {"en", "es"}:
        return "its languages are en and es"
    for language, phrases in said.items():
        if not isinstance(phrases, dict) or len(phrases) > MOST_PHRASES:
            return f"{language} holds at most {MOST_PHRASES} phrases, each with its words or null"
        for phrase, instead in phrases.items():
            if not _is_words(phrase) or not (instead is None or _is_words(instead)):
                return (
                    f"{phrase[:LONGEST_PHRASE]!r} and what is said instead are each 1 to {LONGEST_PHRASE} letters long"
                )
    return ""


def _is_words(one: Any) -> bool:
    return (
        isinstance(one, str) and one.isprintable() and one == " ".join(one.split()) and 0 < len(one) <= LONGEST_PHRASE
    )
