"""Settings, read once from the environment. Each has a default, a unit and a meaning."""

import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cop import environment
from cop.environment import BadSetting

ROOT = Path(__file__).parents[1]
PSEUDONYM_KEY = "pseudonym.key"
MEGABYTE = 1_000_000  # bytes, as people and file managers count
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class Settings:
    """How one installation runs. Times are in seconds and sizes in bytes unless a name says otherwise."""

    data: Path = field(default_factory=lambda: ROOT / "var")  # where everything on this machine is kept
    database_url: str = ""  # SQLite in `data` when empty
    owner_database_url: str = ""  # PostgreSQL: the role that owns the tables and migrates; `database_url` when empty
    redis_url: str = ""  # live fan-out and limits between processes; in this process when empty
    files_url: str = ""  # a folder in `data` when empty, or s3://bucket/prefix
    secret_key: str = ""  # signs cookies; made once and kept in `data` when empty
    pseudonym_keys: tuple[str, ...] = ()  # whose a post without a name is; made once and kept in `data` when empty
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
    own_words: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)  # over the nudge's, by language
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
        if "secret_key" not in made:
            made["secret_key"] = _kept_key("COP_SECRET_KEY", data / "secret.key")
        if "pseudonym_keys" not in made:
            made["pseudonym_keys"] = (_kept_key("COP_PSEUDONYM_KEYS", data / PSEUDONYM_KEY),)
        made.setdefault("base_url", f"http://{_place(made['host'], made.get('port', cls.port))}")
        made.setdefault("secure_cookies", not (made["demo"] and made["host"] in LOOPBACK))
        if made.get("unlimited") and (made["host"] not in LOOPBACK or made.get("proxies")):
            raise BadSetting("COP_UNLIMITED", "1", "left out where others than this machine are served")
        return cls(**made | {"data": data})


def _place(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _usable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting("COP_DATA", str(folder), f"a folder this program may write in ({error.strerror})") from error
    return folder.resolve()


def _kept_key(name: str, path: Path) -> str:
    """Made once. A second process that starts with the first waits for nothing: the file is whole when it is there."""
    try:
        if not path.exists():
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return environment.key(name, path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("COP_DATA", str(path.parent), f"a folder whose {path.name} can be read ({error})") from error


READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "data": ("COP_DATA", lambda _name, value: Path(value)),
    "database_url": ("COP_DATABASE_URL", environment.address("sqlite:///", "postgresql://", "postgresql+psycopg://")),
    "owner_database_url": ("COP_OWNER_DATABASE_URL", environment.address("postgresql://", "postgresql+psycopg://")),
    "redis_url": (
        "COP_REDIS_URL",
        environment.address("redis://", "rediss://", also=r"[^/]+//[^/]+(/[0-9]{0,3})?(\?.*)?"),
    ),
    "files_url": (
        "COP_FILES_URL",
        environment.address("s3://", also=r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?"),
    ),
    "secret_key": ("COP_SECRET_KEY", environment.key),
    "pseudonym_keys": ("COP_PSEUDONYM_KEYS", environment.keys),
    "demo": ("COP_DEMO", environment.flag),
    "host": ("COP_HOST", environment.text),
    "base_url": ("COP_BASE_URL", environment.site),
    "mail_url": ("COP_MAIL_URL", environment.address("smtp://", "smtps://")),
    "mail_from": ("COP_MAIL_FROM", environment.sender),
    "port": ("PORT", environment.number(1, 65535)),
    "threads": ("COP_THREADS", environment.number(4, 4000)),
    "upload_limit": ("COP_UPLOAD_MB", environment.number(1, 2000, unit=MEGABYTE)),
    "proxies": ("COP_PROXIES", environment.number(0, 5)),
    "secure_cookies": ("COP_SECURE_COOKIES", environment.flag),
    "unlimited": ("COP_UNLIMITED", environment.flag),
    "time_zone": ("COP_TIME_ZONE", environment.zone),
    "own_words": ("COP_WORDS", environment.words),
}
