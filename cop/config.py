"""Settings, read once from the environment. Each has a default, a unit and a meaning."""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000  # bytes, as people and file managers count
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class BadSetting(ValueError):
    """A setting that can't be used: its message names the variable, the value and what is allowed."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name} is {value!r}, but must be {allowed}.")


@dataclass(frozen=True)
class Settings:
    """How one installation runs. Times are in seconds and sizes in bytes unless a name says otherwise."""

    data: Path = field(default_factory=lambda: ROOT / "var")  # where everything on this machine is kept
    database_url: str = ""  # SQLite in `data` when empty
    owner_database_url: str = ""  # PostgreSQL: the role that owns the tables and migrates; `database_url` when empty
    redis_url: str = ""  # live fan-out and limits between processes; in this process when empty
    files_url: str = ""  # a folder in `data` when empty, or s3://bucket/prefix
    secret_key: str = ""  # signs cookies; made once and kept in `data` when empty
    demo: bool = False  # the example community, with one-click sign-in on a loopback address
    host: str = "127.0.0.1"
    port: int = 5000
    base_url: str = ""  # how people reach this from outside: what links in mails begin with
    mail_url: str = ""  # the server that takes mails; files in `data`/mail when empty
    mail_from: str = "Lantern <lantern@localhost>"
    threads: int = 512  # pages and sockets served at once by one process: each open socket holds one
    upload_limit: int = 25 * MEGABYTE
    secure_cookies: bool = True
    proxies: int = 0  # servers in front that add to X-Forwarded-For: whom to believe about an address
    unlimited: bool = False  # for measurements on this machine: nothing is too often
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/New_York"))
    testing: bool = False

    @property
    def on_loopback(self) -> bool:
        return self.host in LOOPBACK

    @property
    def place(self) -> str:
        """Where this is served, as it stands in an address: one of version 6 is put into brackets."""
        return _place(self.host, self.port)

    @property
    def installation(self) -> str:
        """A name that two installations on one Redis do not share, though one were a copy of the other."""
        told = f"{self.secret_key} {urlsplit(self.redis_url).path}".encode()
        return f"lantern-{hashlib.sha256(told).hexdigest()[:12]}"

    @property
    def on_postgresql(self) -> bool:
        return self.database_url.startswith("postgresql")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Reads every COP_ variable. Raises BadSetting for the first that can't be used."""
        read = {
            name: parse(variable, env[variable]) for name, (variable, parse) in READERS.items() if env.get(variable)
        }
        made: dict[str, Any] = {"data": ROOT / "var", "host": cls.host, "demo": False} | read
        data = _usable(Path(made["data"]))
        made.setdefault("database_url", f"sqlite:///{data / 'lantern.db'}")
        made.setdefault("secret_key", _kept_key(data / "secret.key"))
        made.setdefault("base_url", f"http://{_place(made['host'], made.get('port', cls.port))}")
        made.setdefault("secure_cookies", not (made["demo"] and made["host"] in LOOPBACK))
        if made.get("unlimited") and made["host"] not in LOOPBACK:
            raise BadSetting("COP_UNLIMITED", "1", "left out where others than this machine are served")
        return cls(**made | {"data": data})


def _place(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _text(_name: str, value: str) -> str:
    return value


def _flag(name: str, value: str) -> bool:
    if value.lower() not in {"0", "1"}:
        raise BadSetting(name, value, "0 or 1")
    return value == "1"


def _number(least: int, most: int, unit: int = 1) -> Callable[[str, str], int]:
    def parse(name: str, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
            raise BadSetting(name, value, f"a whole number from {least} to {most}")
        return int(value) * unit

    return parse


def _address(*schemes: str, also: str = "") -> Callable[[str, str], str]:
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


def _site(name: str, value: str) -> str:
    parts = urlsplit(value) if _leads_somewhere(value) else urlsplit("")
    if parts.scheme not in {"http", "https"} or parts.path.strip("/") or parts.query:
        raise BadSetting(name, value, "an address such as https://lantern.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _sender(name: str, value: str) -> str:
    if "@" not in parseaddr(value)[1] or not value.isprintable():
        raise BadSetting(name, value, "an e-mail address, or a name and an address: Lantern <lantern@example.org>")
    return value


def _key(name: str, value: str) -> str:
    if len(value.strip()) < 32:
        raise BadSetting(name, f"{len(value.strip())} characters long", "at least 32 characters long")
    return value


def _zone(name: str, value: str) -> ZoneInfo:
    if value not in available_timezones():
        raise BadSetting(name, value, "a time zone such as America/New_York")
    return ZoneInfo(value)


def _usable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting("COP_DATA", str(folder), f"a folder this program may write in ({error.strerror})") from error
    return folder.resolve()


def _kept_key(path: Path) -> str:
    """Made once. A second process that starts with the first waits for nothing: the file is whole when it is there."""
    try:
        if not path.exists():
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return _key("COP_SECRET_KEY", path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("COP_DATA", str(path.parent), f"a folder whose {path.name} can be read ({error})") from error


READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "data": ("COP_DATA", lambda _name, value: Path(value)),
    "database_url": ("COP_DATABASE_URL", _address("sqlite:///", "postgresql://", "postgresql+psycopg://")),
    "owner_database_url": ("COP_OWNER_DATABASE_URL", _address("postgresql://", "postgresql+psycopg://")),
    "redis_url": ("COP_REDIS_URL", _address("redis://", "rediss://", also=r"[^/]+//[^/]+(/[0-9]{0,3})?(\?.*)?")),
    "files_url": (
        "COP_FILES_URL",
        _address("s3://", also=r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?"),
    ),
    "secret_key": ("COP_SECRET_KEY", _key),
    "demo": ("COP_DEMO", _flag),
    "host": ("COP_HOST", _text),
    "base_url": ("COP_BASE_URL", _site),
    "mail_url": ("COP_MAIL_URL", _address("smtp://", "smtps://")),
    "mail_from": ("COP_MAIL_FROM", _sender),
    "port": ("PORT", _number(1, 65535)),
    "threads": ("COP_THREADS", _number(4, 4000)),
    "upload_limit": ("COP_UPLOAD_MB", _number(1, 2000, unit=MEGABYTE)),
    "proxies": ("COP_PROXIES", _number(0, 5)),
    "secure_cookies": ("COP_SECURE_COOKIES", _flag),
    "unlimited": ("COP_UNLIMITED", _flag),
    "time_zone": ("COP_TIME_ZONE", _zone),
}
