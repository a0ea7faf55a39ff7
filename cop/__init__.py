"""Lantern: a community of practice for peer supporters. `create_app` builds the house; features register themselves.

Features and core are loaded by name when the house is built, so that what only needs the settings (the process that
watches a server, a command's help) starts at once and stays small.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from cop.config import Settings

FEATURES = ("people", "agencies", "trust", "forums", "library", "rooms", "meetings", "home", "api", "demo")


def create_app(settings: "Settings") -> "Flask":
    app: Flask = import_module("cop.core.house").build(settings)
    for name in FEATURES:
        import_module(f"cop.{name}.feature").register(app)
    return app
