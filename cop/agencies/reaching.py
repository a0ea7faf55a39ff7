"""Someone sends more than a form asks for, such as a role: it is refused whole, and on record."""

from typing import Any

from flask import Flask, g

from cop.agencies.pages.own import note_try
from cop.core.errors import explain
from cop.core.forms import ReachedBeyond
from cop.core.tenancy import COMMONWEALTH


def refuse(error: ReachedBeyond) -> Any:
    """For stewards to read: it is about no agency's pages in particular."""
    if g.viewer.is_authenticated:
        note_try(COMMONWEALTH, "beyond")
    return explain(error)


def init_app(app: Flask) -> None:
    app.register_error_handler(ReachedBeyond, refuse)
