"""What an environment variable must be: each of these reads one, and says in a sentence what is allowed.

A reader is given the variable's name and its value, and raises BadSetting.
"""

import re
from collections.abc import Callable
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones


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


def zone(name: str, value: str) -> ZoneInfo:
    if value not in available_timezones():
        raise BadSetting(name, value, "a time zone such as America/New_York")
    return ZoneInfo(value)
