"""Lets few pages be made at the same time.

Python runs one thread at a time. Sixteen that all make a page hand the interpreter to each other at every row they
fetch, and a third of the work is handing over (docs/performance.md). So each waits for its turn first; but never long,
so that pages which wait for something slow can't hold up those which don't.
"""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE = 2  # one that computes, one that waits for the database
PATIENCE = 0.5  # seconds


class Turnstile:
    """Around a WSGI application. Sockets don't come through here, nor does the sending of a file."""

    def __init__(self, app: "WSGIApplication", at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self.app = app
        self.turns = threading.BoundedSemaphore(at_once)
        self.patience = patience

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        has_turn = self.turns.acquire(timeout=self.patience)
        try:
            return self.app(environ, start_response)
        finally:
            if has_turn:
                self.turns.release()
