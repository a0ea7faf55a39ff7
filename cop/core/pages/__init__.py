"""Addresses that machines ask: is it alive, is it ready, how is it doing."""

from flask import Flask

from cop.core.pages import health
from cop.core.web import csrf


def register(app: Flask) -> None:
    app.register_blueprint(health.bp)
    csrf.exempt(health.bp)
