"""Fragments of pages that are kept once rendered.

A kept fragment shows what it is given and nothing else: its templates see no viewer, no request and no session, and
its key is the language and time zone with everything it was given. So it can't be stale, and can't show one person
what another was given. What must be new each time (a form's tokens) is a hole, filled as the fragment is used.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from flask import Flask, current_app, g
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cop.core import ids
from cop.core.forms import OnceForm
from cop.core.speech import LANGUAGES, speaking

KEPT = 4096  # most are a reply or a line of a list, of 2 KB; a page of replies has 20 KB
NOT_GIVEN = frozenset({"g", "request", "session", "config", "get_flashed_messages", "language", "theme"})
# Control characters, which no text here may hold (core.text).
TOKEN, ONCE = "\x1atoken\x1a", "\x1aonce\x1a"
HOLES: dict[str, Callable[[], str]] = {TOKEN: generate_csrf, ONCE: lambda: ids.word(ids.new_id())}


def fragment(template: str, **given: Any) -> Markup:
    """A template rendered with what is given: hashable values, and classes of forms, which stand for empty ones."""
    return _filled(_rendered(template, *_reader(), tuple(given.items())))


def in_each_language(template: str, **given: Any) -> dict[str, Markup]:
    """A fragment for all who look on at once: each page takes the one in its own language."""

    def made(language: str) -> Markup:
        with speaking(language):
            return fragment(template, **given)

    return {language: made(language) for language in LANGUAGES}


def _reader() -> tuple[str, str]:
    """The language and the time zone that a page is made in."""
    return str(get_locale()), str(g.get("zone"))


@lru_cache(KEPT)
def _rendered(template: str, _language: str, _zone: str, given: tuple[tuple[str, Any], ...]) -> str:
    return _bare().get_template(template).render({name: _form(value) for name, value in given})


def _inner(template: str, **given: Any) -> Markup:
    """A fragment within one that is kept: its holes stay open, or one person's token would be kept for the next."""
    return Markup(_rendered(template, *_reader(), tuple(given.items())))  # noqa: S704 - a template escapes


def _form(value: Any) -> Any:
    if not (isinstance(value, type) and issubclass(value, OnceForm)):
        return value
    form = value(formdata=None)
    form.once.data = ONCE
    return form


def _filled(html: str) -> Markup:
    for hole, fill in HOLES.items():
        if hole in html:
            html = html.replace(hole, fill())
    return Markup(html)  # noqa: S704 - a template escapes, and the fillings are letters and digits


def _bare() -> Environment:
    """The house's own templates and filters, without what could tell one viewer from another."""
    bare: Environment | None = current_app.extensions.get("bare_templates")
    if bare is None:
        ours = current_app.jinja_env
        bare = current_app.extensions["bare_templates"] = ours.overlay(undefined=StrictUndefined)
        bare.globals = {name: value for name, value in ours.globals.items() if name not in NOT_GIVEN}
        bare.globals["csrf_token"] = partial(str, TOKEN)
        bare.globals["fragment"] = _inner
    return bare


def init_app(app: Flask) -> None:
    app.jinja_env.globals["fragment"] = fragment
