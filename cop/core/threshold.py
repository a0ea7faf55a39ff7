"""Refuses a socket's line before it is a line: from no page of ours, or from nobody who is signed in.

Each line holds a thread for as long as it is open. Whether the sign-in still holds is asked once it is (core.live);
this looks only at what the request itself carries.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/socket.io/"


def same_origin(request: Request) -> bool:
    """A browser always sends Origin; whoever leaves it out is not one of our pages."""
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return origin.netloc == request.host and origin.scheme in {"http", "https"}


class Threshold:
    def __init__(self, app: Flask, inside: "WSGIApplication") -> None:
        self.app = app
        self.inside = inside

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(PATH) and not self._may_come(self.app.request_class(environ)):
            start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Connection", "close")])
            return [b""]
        return self.inside(environ, start_response)

    def _may_come(self, request: Request) -> bool:
        return same_origin(request) and known(self.app, request)


def known(app: Flask, request: Request) -> bool:
    """Whether a request carries a sign-in's cookie of ours. Whether it still holds is the database's to say."""
    session = app.session_interface.open_session(app, request)
    return bool(session and session.get("_user_id"))
