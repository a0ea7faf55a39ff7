"""Waits for the whole of a request before anything of ours begins: no page holds a turn, a lock or a connection to the
database while a body trickles in over a weak line.

A body has a largest size, however it is sent, and a time by which it must be here. What is refused here never reached
a page, so it is answered in a few plain words. Around everything else (see core.house); sockets have no body.
"""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any

from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATIENT = 4  # times the largest size is read before we hang up
IN_MEMORY = 256 * 1024  # bytes; more waits on disk
PIECE = 8 * 1024
SILENCE = 20.0  # seconds in which nothing of a body comes: a phone in a tunnel sends it again
LEAST_TIME, LEAST_RATE = 30.0, 20 * 1024  # seconds, and bytes a second after them: a phone on a weak line does better
HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|([A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?)(:\d{1,5})?")
REFUSALS = {
    400: ("Bad Request", "We could not read that. / No pudimos leer eso."),
    408: ("Request Timeout", "That took too long to arrive. / Eso tardó demasiado en llegar."),
}


class Refused(Exception):
    """`code` is the answer's."""

    def __init__(self, code: int) -> None:
        self.code = code


class Arrival:
    def __init__(self, app: "WSGIApplication", largest: int, known: Callable[[Any], bool] = lambda _environ: True,
                 largest_of_strangers: int | None = None) -> None:  # fmt: skip
        self.app = app
        self.largest = largest
        self.known = known  # whether a request comes from someone who is signed in
        self.largest_of_strangers = largest_of_strangers or largest
        self.lock = threading.Lock()
        self.arriving: dict[int, tuple[Any, Watch]] = {}  # a connection's socket, and how its body comes along

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            if not HOST.fullmatch(environ.get("HTTP_HOST", "localhost")):
                raise Refused(400)
            if not _has_body(environ):
                return self.app(environ, start_response)
            body, size = self._wait_for(environ)
        except Refused as refusal:
            return refuse(refusal.code, start_response)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = body, str(size)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return _closing(self.app(environ, start_response), body)

    def _wait_for(self, environ: "WSGIEnvironment") -> tuple[IO[bytes], int]:
        """The body and its size in bytes. Raises Refused."""
        said = environ.get("CONTENT_LENGTH", "")
        if said and not (said.isascii() and said.isdigit()):
            raise Refused(400)
        expected = int(said) if said else None
        largest = self.largest if self.known(environ) else self.largest_of_strangers
        with self._watched(environ.get("gunicorn.socket"), min(expected or largest, largest)) as watch:
            body, size = _copy(environ["wsgi.input"], largest, watch)
        if size > largest:
            body.truncate(0)
            environ["lantern.too_large"] = True  # there is a page for it, in the reader's language
            return body, 0
        if expected is not None and size < expected:
            raise Refused(408 if watch.late() else 400)
        return body, size

    @contextmanager
    def _watched(self, line: Any, size: int) -> Iterator["Watch"]:
        watch = Watch(time.monotonic() + LEAST_TIME + size / LEAST_RATE)
        with self.lock:
            self.arriving[id(watch)] = (line, watch)
        try:
            yield watch
        finally:
            with self.lock:
                self.arriving.pop(id(watch), None)

    def sweep(self) -> None:
        """Ends the waiting for bodies that are late: their connection reads no more."""
        with self.lock:
            late = [line for line, watch in self.arriving.values() if watch.late() and line is not None]
        for line in late:
            try:
                line.shutdown(socket.SHUT_RD)
            except OSError:  # it has ended by itself
                continue


class Watch:
    """A body's time is over at `until`, or when nothing of it has come for a while."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.moved = time.monotonic()

    def came(self) -> None:
        self.moved = time.monotonic()

    def late(self) -> bool:
        now = time.monotonic()
        return self.until < now or self.moved + SILENCE < now


def _has_body(environ: "WSGIEnvironment") -> bool:
    return environ.get("CONTENT_LENGTH", "") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ


def _copy(source: Any, largest: int, watch: "Watch") -> tuple[IO[bytes], int]:
    """Everything that arrives. What is too large is read on for a while, and let go: a browser that is still sending
    does not look at the answer. Raises Refused for what no HTTP would send.
    """
    body: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the answer
    size = 0
    try:
        while size <= PATIENT * largest and (piece := source.read(PIECE)):
            size += len(piece)
            watch.came()
            if size <= largest:
                body.write(piece)
    except Exception:  # noqa: BLE001 - each server raises its own for a broken body, and none of them is a fault of ours
        raise Refused(400) from None
    body.seek(0)
    return body, size


def refuse(code: int, start_response: "StartResponse") -> Iterable[bytes]:
    name, words = REFUSALS[code]
    start_response(f"{code} {name}", [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")])
    return [words.encode()]


def _closing(answer: Iterable[bytes], body: IO[bytes]) -> Iterable[bytes]:
    """The answer, and the end of the body with it."""
    return ClosingIterator(answer, [body.close])
