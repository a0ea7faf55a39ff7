"""Whether what a server needs is there, asked before it says that it is up."""

import socket
from urllib.parse import urlsplit

from cop.config import BadSetting, Settings

PORTS = {"postgresql": 5432, "redis": 6379, "rediss": 6379}
PATIENCE = 5  # seconds


def all_of(settings: Settings) -> None:
    """Raises BadSetting for the first address that can't be used."""
    answers("COP_DATABASE_URL", settings.database_url)
    answers("COP_REDIS_URL", settings.redis_url)
    free(settings.host, settings.port)


def answers(name: str, url: str) -> None:
    parts = urlsplit(url)
    scheme = parts.scheme.partition("+")[0]
    if scheme not in PORTS or not parts.hostname:
        return
    place = (parts.hostname, parts.port or PORTS[scheme])
    try:
        socket.create_connection(place, timeout=PATIENCE).close()
    except OSError as error:  # shown without its password
        raise BadSetting(name, f"{scheme}://{place[0]}:{place[1]}", f"a server that answers ({error})") from None


def free(host: str, port: int) -> None:
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise BadSetting("COP_HOST", host, f"an address of this machine ({error})") from None
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise BadSetting("PORT", str(port), f"free on {host} ({error})") from None
