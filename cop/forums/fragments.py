"""Fragments that are the same for every viewer, kept once rendered.

A fragment's key is everything that it shows, so it can't be stale, and can't reach anyone whose query did not return
those very words.
"""

from functools import lru_cache
from typing import Any

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

KEPT = 4096  # about 2 KB each


def reply(row: Any) -> Markup:
    """One reply (a row of queries.replies) as it stands on the page, and as it is sent to those who are looking."""
    return _reply(str(get_locale()), row.id, row.body_html, row.created_at, row.author_name, row.voice_name)


@lru_cache(KEPT)
def _reply(_language: str, id: int, body_html: str, created_at: Any, author_name: str, voice_name: str) -> Markup:
    shown = {
        "id": id,
        "body_html": body_html,
        "created_at": created_at,
        "author_name": author_name,
        "voice_name": voice_name,
    }
    return Markup(render_template("forums/replies/_reply.html", reply=shown))  # noqa: S704 - a template escapes
