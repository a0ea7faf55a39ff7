"""Small words for templates."""

from functools import lru_cache, partial

from flask import Flask
from markupsafe import Markup

from cop.core import ids


def trusted(html: str) -> Markup:
    """HTML that core.text has cleaned and stored: the only unescaped output there is."""
    return Markup(html)  # noqa: S704 - cleaned twice at writing, see core.text


def initials(name: str) -> str:
    """Up to two letters that stand for a name."""
    return "".join(part[0] for part in name.split()[:2]).upper()


@lru_cache
def _icon(sprite: str, name: str) -> Markup:
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(sprite, name)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(word=ids.word, trusted=trusted, initials=initials)
    app.jinja_env.globals["asset"] = f"{app.static_url_path}/".__add__  # many on each page, and always the same
    app.jinja_env.globals["icon"] = partial(_icon, f"{app.static_url_path}/vendor/icons.svg")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
