"""Errors as pages in plain words, with what was typed kept: nothing a person wrote is lost to one."""

import time
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, InternalServerError, ServiceUnavailable

from cop.core.db import db
from cop.core.forms import ReachedBeyond
from cop.core.web import limiter as limits

# Secrets are not shown again, nor what was decided about words that may change.
NOT_KEPT = {"csrf_token", "password", "new_password", "code", "credential", "client_secret", "once", "as_it_is"}

SAID = {400, 401, 403, 404, 405, 409, 413, 429, 503}  # with a page of their own


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, explain)
    app.register_error_handler(Exception, _fail)


def came_from() -> str | None:
    """The page one came from, if it is ours: its path only, so that nobody is sent elsewhere."""
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return None
    ours = page.netloc == request.host and page.path.startswith("/") and not page.path.startswith("//")
    return page._replace(scheme="", netloc="", fragment="").geturl() if ours else None


def kept_words() -> list[tuple[str, str]]:
    """What was typed into the form just sent, to be shown again: nothing a person wrote is lost to an error."""
    if request.method != "POST" or not request.content_type or "form" not in request.content_type:
        return []
    try:
        return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT and value]
    except HTTPException:  # too large or malformed to be read at all
        return []


def explain(error: HTTPException) -> Any:
    """An error as a page, or as JSON for the API. A 404 says the same whatever was asked for."""
    if error.response is not None or (error.code or 500) < 400:
        return error
    code = error.code if error.code in SAID else (500 if error.code == 500 else 400)
    db.session.rollback()
    if request.path.startswith("/api/"):
        return {"error": {401: "sign in first", 403: "forbidden", 404: "not found"}.get(code, "refused")}, error.code
    kept = kept_words()
    expired = isinstance(error, CSRFError)
    # The page for what does not exist is the same to the byte: no place lit up, no token that changes.
    page = render_template(
        f"errors/{code}.html",
        kept=kept,
        expired=expired,
        beyond=isinstance(error, ReachedBeyond),
        action=request.full_path.rstrip("?"),
        still=code == 404,
        back=came_from() if code == 413 else None,
        minutes=-(-_wait() // 60) if code == 429 else 0,
        said=error.description if isinstance(error, RateLimitExceeded) and error.limit.error_message else "",
    )
    return page, error.code, _allowed(error)


def _wait() -> int:
    """Seconds until what was tried too often may be tried again."""
    limit = limits.current_limit
    return max(1, limit.reset_at - int(time.time())) if limit is not None else 60


def _allowed(error: HTTPException) -> list[tuple[str, str]]:
    if error.code == 429:
        return [("Retry-After", str(_wait()))]
    return [(name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"}]


def _fail(error: Exception) -> Any:
    """Whatever nobody foresaw: logged with its trace, shown without."""
    current_app.logger.exception("%s %s failed", request.method, request.url_rule)
    if isinstance(error, IntegrityError | StaleDataError):  # what a page looked for was not there yet, and is now
        return explain(Conflict())
    if isinstance(error, OperationalError):  # two that waited for each other, or a database that does not answer
        return explain(ServiceUnavailable())
    return explain(InternalServerError(original_exception=error))
