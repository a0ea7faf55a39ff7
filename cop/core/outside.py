"""Asking another machine over HTTP, where someone who is no operator wrote its address.

Whoever names an address here could name one that only this machine reaches (server-side request forgery). So: https, a
public address, the one that was looked at is the one that is asked, no redirect is followed, and an answer is small,
soon and JSON. On an installation that is itself at a loopback address, loopback may be asked, too: to try things out.
"""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import current_app

from cop.config import LOOPBACK
from cop.core import text

PATIENCE = 5.0  # seconds for one answer, from asking for its address to its last byte
LARGEST = 256 * 1024  # bytes of an answer
LONGEST = 500  # characters of an address
MOST_ADDRESSES = 4  # of one name, that are tried
NAT64 = bytes.fromhex("0064ff9b0000000000000000")  # an IPv6 address that begins so ends in an IPv4 one
Address = IPv4Address | IPv6Address


class NotAsked(Exception):
    """The address may not be asked."""


class NoAnswer(Exception):
    """Nobody answered, or not in a way that can be read."""


def may_ask(url: str) -> bool:
    """Whether this could be an address to ask, by how it is written."""
    try:
        parts = urlsplit(url)
        where = parts.hostname and (parts.port or 1)
    except ValueError:
        return False
    plain = not text.unreadable(url) and url.isascii() and not set(url) & set(" \"'<>\\") and len(url) <= LONGEST
    scheme = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts))
    return bool(where and plain and scheme and parts.username is None and not parts.fragment)


def ask(url: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Any:
    """The JSON that an address answers with. Raises NotAsked and NoAnswer."""
    if not may_ask(url):
        raise NotAsked(url)
    parts = urlsplit(url)
    try:
        return json.loads(_answer(parts, _line(parts), body, dict(headers or {})))
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise NoAnswer(url) from error


def _answer(parts: SplitResult, line: socket.socket, body: str | None, headers: dict[str, str]) -> bytes:
    """`line` is a socket that is open already, so that no second look-up can lead elsewhere."""
    held = [line]
    ending = Timer(PATIENCE, _hang_up, [held])  # a socket's own time-out holds for one piece: a drip would go on
    ending.daemon = True
    ending.start()
    try:
        if parts.scheme == "https":
            _encrypt(held, parts.hostname)
        connection = HTTPConnection(parts.hostname or "", parts.port or _port(parts))
        connection.sock = held[0]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET" if body is None else "POST", path, body, {"Accept": "application/json"} | headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
    finally:
        ending.cancel()
        held[0].close()
    if answer.status != 200 or len(content) > LARGEST:
        raise NoAnswer(f"{answer.status}, {len(content)} bytes")
    return content


def _encrypt(held: list[socket.socket], name: str | None) -> None:
    """The handshake waits until the encrypted line is the one that is held, so that it can be hung up, too."""
    context = ssl.create_default_context()
    line = context.wrap_socket(held[0], server_hostname=name, do_handshake_on_connect=False)
    held[0] = line
    line.do_handshake()


def _hang_up(held: list[socket.socket]) -> None:
    with suppress(OSError):  # it may be over already
        socket.socket.shutdown(held[0], socket.SHUT_RDWR)


def _line(parts: SplitResult) -> socket.socket:
    found = socket.getaddrinfo(parts.hostname, parts.port or _port(parts), type=socket.SOCK_STREAM)
    if not all(_is_allowed(ip_address(where[0]), parts) for *_, where in found):
        raise NotAsked(parts.hostname)
    problem = OSError("no address")
    for family, kind, protocol, _name, where in found[:MOST_ADDRESSES]:
        try:
            return _open(family, kind, protocol, where)
        except OSError as error:
            problem = error
    raise problem


def _open(family: Any, kind: Any, protocol: Any, where: Any) -> socket.socket:
    line = socket.socket(family, kind, protocol)
    line.settimeout(PATIENCE)
    try:
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _is_allowed(address: Address, parts: SplitResult) -> bool:
    if _is_loopback(parts):
        return address.is_loopback
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if address.packed.startswith(NAT64):
        inner = IPv4Address(address.packed[-4:])
    return _is_public(address) and (inner is None or _is_public(inner))


def _is_public(address: Address) -> bool:
    return address.is_global and not address.is_multicast


def _is_loopback(parts: SplitResult) -> bool:
    """Whether an address leads to this machine, and this installation is for this machine only."""
    ours = urlsplit(current_app.extensions["settings"].base_url).hostname
    return parts.hostname in LOOPBACK and ours in LOOPBACK


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80
