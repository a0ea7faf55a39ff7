"""Languages and dates as people read them: English and Spanish, in the reader's own zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, force_locale, get_domain, get_locale
from flask_babel import lazy_gettext as _l

from cop.config import ROOT, Settings

LANGUAGES = {"en": "English", "es": "Español"}
DATES = {"es": "es_US"}  # as Spanish is written here: 10:00 a. m., and not 10:00 h
THEMES = {"auto": _l("As my device"), "light": _l("Light"), "dark": _l("Dark")}


def language() -> str:
    """What was chosen here, else what the person keeps in their account, else what the browser asks for.

    A command or a job, which nobody reads on a page, speaks English unless it is told otherwise.
    """
    if not has_request_context():
        return "en"
    kept = session.get("language") or getattr(g.get("viewer"), "language", None)
    return kept if kept in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "en")


def theme() -> str:
    kept = session.get("theme", "auto")
    return kept if kept in THEMES else "auto"


def translations() -> Any:
    """The catalogue of this request, looked up once: a page asks for dozens of phrases."""
    if "translations" not in g:
        g.translations = get_domain().get_translations()
    return g.translations


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything inside is said in this language, whoever asks."""
    asked = g.pop("translations", None)
    try:
        with force_locale(language):
            yield
    finally:
        g.pop("translations", None)
        if asked is not None:
            g.translations = asked


def gettext(words: str) -> str:
    return str(translations().ugettext(words))


def ngettext(one: str, many: str, count: int) -> str:
    return str(translations().ungettext(one, many, count))


def _by_skeleton(moment: datetime, skeleton: str, locale: str) -> str:
    """A date with these parts, in the order in which each language says them."""
    return format_skeleton(skeleton, moment, locale=locale)


def in_zone(shape: Callable[..., str], pattern: str) -> Callable[[datetime], str]:
    """A filter for moments. The same moment is shown many times, so what was worked out is kept."""

    @lru_cache(maxsize=4096)
    def shaped(moment: datetime, locale: str, zone: ZoneInfo) -> str:
        local, locale = moment.astimezone(zone), DATES.get(locale, locale)
        return shape(local.date() if shape is format_date else local, pattern, locale=locale)

    return lambda moment: shaped(moment, str(get_locale()), g.get("zone") or ZoneInfo("America/New_York"))


def init_app(app: Flask, settings: Settings) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(ROOT / "cop" / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    filters: dict[str, Any] = {
        "day": in_zone(format_date, "long"),
        "short_day": in_zone(format_date, "medium"),
        "weekday": in_zone(_by_skeleton, "MMMMEEEEd"),
        "time": in_zone(format_time, "short"),
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(language=language, theme=theme, LANGUAGES=LANGUAGES, THEMES=THEMES)
    app.before_request(lambda: setattr(g, "zone", settings.time_zone))
