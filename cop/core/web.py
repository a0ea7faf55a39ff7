"""What every answer has in common: headers, error pages in plain words, static files, and one way to find or refuse."""

import hashlib
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from limits import parse
from redis import RedisError
from sqlalchemy import Select

from cop.config import MEGABYTE, ROOT, Settings
from cop.core import db as database
from cop.core import partial, text
from cop.core.db import db

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "manifest-src 'self'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FORM_LIMIT = 1024 * 1024  # bytes of a posted form without its files

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, strategy="moving-window")
T = TypeVar("T")


def find_or_404(statement: Select[T], **by: Any) -> T:
    """The one row a select finds, filtered further by column; what may not be seen does not exist."""
    kind = statement.column_descriptions[0]["entity"]
    found = db.session.scalars(statement.where(*(getattr(kind, name) == value for name, value in by.items()))).first()
    if found is None:
        abort(404)
    return found


def require(allowed: bool) -> None:
    """403 for one who may look but not do this."""
    if not allowed:
        abort(403)


def too_often(limit: str, what: str, who: object) -> bool:
    """Notes one time of something that no page's own limit counts. Gives whether it was one too many.

    While the limits' storage is away nothing is, as it is no page that could say so.
    """
    try:
        return limiter.enabled and not limiter.limiter.hit(parse(limit), what, str(who))
    except (RedisError, OSError):
        return False


def place() -> str:
    """Where in the house this page is: the first word of its address, or the whole of an agency's."""
    path = request.path[1:]
    first = path.partition("/")[0]
    return path if first == "agencies" else first


def static_version(folder: Path) -> str:
    """Changes with any static file, so that browsers may keep each for a year."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}{path.stat().st_size}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:12]


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit + FORM_LIMIT,
        MAX_FORM_MEMORY_SIZE=FORM_LIMIT,
        MAX_FORM_PARTS=200,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
        SESSION_COOKIE_NAME="__Host-cop" if settings.secure_cookies else "cop",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page left open over lunch still posts
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_I18N_ENABLED=False,  # our own fields word their errors; the catalogue was read anew for every form
        RATELIMIT_ENABLED=not settings.unlimited,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=4,
    )
    app.before_request(_begin)
    app.before_request(_refuse_unreadable)  # before anything asks the database who this is
    app.after_request(_finish)
    app.teardown_request(_end)
    app.jinja_env.globals.update(place=place, largest_mb=settings.upload_limit // MEGABYTE)
    limiter.init_app(app)
    Compress(app)


def static_path() -> str:
    return f"/static/{static_version(ROOT / 'static')}"


def _begin() -> None:
    """A page that only reads begins a transaction that only reads (see core.db). Sockets say GET and may write."""
    reads = (
        request.method in {"GET", "HEAD", "OPTIONS"} and "websocket" not in request.headers.get("Upgrade", "").lower()
    )
    database.reading_only.set(reads)


def _end(_error: BaseException | None) -> None:
    database.reading_only.set(False)


def _refuse_unreadable() -> None:
    """Addresses with control characters mean nothing here, nor does anything that is not UTF-8.

    What can be decoded but not shown is left to the form's own fields, which explain it and keep the rest.
    """
    too_large = request.mimetype != "multipart/form-data" and (request.content_length or 0) > FORM_LIMIT
    if too_large or "lantern.too_large" in request.environ:
        abort(413)
    try:
        path = request.environ["PATH_INFO"].encode("latin1").decode()
        query = unquote_to_bytes(request.query_string).decode()
        if request.mimetype == "application/x-www-form-urlencoded":
            unquote_to_bytes(request.get_data()).decode()
    except UnicodeDecodeError:
        abort(400)
    if text.unreadable(path + query):
        abort(400)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        response.headers.setdefault(
            "Cache-Control", "private, no-store" if request.method == "POST" else "private, no-cache"
        )
        response.vary.update(("Cookie", partial.ASKED))
    return response
