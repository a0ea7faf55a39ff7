"""Whether what a server needs is there and ready, asked before it says that it is up."""

import errno
import socket
from urllib.parse import urlsplit

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from redis import Redis, RedisError
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from cop.config import ROOT, Settings
from cop.environment import BadSetting

PORTS = {"postgresql": 5432, "redis": 6379, "rediss": 6379}
PATIENCE = 5  # seconds


def all_of(settings: Settings) -> None:
    """Raises BadSetting for the first that can't be used."""
    answers("COP_DATABASE_URL", settings.database_url)
    answers("COP_REDIS_URL", settings.redis_url)
    redis(settings.redis_url)
    ready(settings.database_url)
    free(settings.host, settings.port)


def answers(name: str, url: str) -> None:
    parts = urlsplit(url)
    scheme = parts.scheme.partition("+")[0]
    if scheme not in PORTS or not parts.hostname:
        return
    place = (parts.hostname, parts.port or PORTS[scheme])
    try:
        socket.create_connection(place, timeout=PATIENCE).close()
    except (OSError, UnicodeError) as error:  # shown without its password
        raise BadSetting(name, f"{scheme}://{place[0]}:{place[1]}", f"a server that answers ({error})") from None


def redis(url: str) -> None:
    try:
        if url:
            Redis.from_url(url, socket_timeout=PATIENCE).ping()
    except (RedisError, ValueError) as error:
        place = url.rpartition("@")[2]
        raise BadSetting("COP_REDIS_URL", place, f"a Redis that lets us in ({error})") from None


def ready(url: str) -> None:
    """The database lets us in and its tables are those of this version."""
    shown = make_url(url).render_as_string(hide_password=True)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise BadSetting("COP_DATABASE_URL", shown, f"a database that lets us in ({why})") from None
    finally:
        engine.dispose()
    newest = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    if now != newest:
        raise BadSetting("COP_DATABASE_URL", shown, f"at schema {newest}, and is at {now}: run `cop db upgrade` first")


def free(host: str, port: int) -> None:
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise BadSetting("COP_HOST", host, f"an address of this machine ({error})") from None
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise BadSetting("COP_HOST", host, f"an address of this machine ({error})") from None
            raise BadSetting("PORT", str(port), f"free on {host} ({error})") from None
