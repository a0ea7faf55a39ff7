from flask import Flask

from cop.config import Settings
from cop.demo.pages import demo_sign_in


def register(app: Flask) -> None:
    """One-click sign-in exists only in a demo that listens on a loopback address."""
    settings: Settings = app.extensions["settings"]
    app.jinja_env.globals["demo_people"] = None
    if settings.demo and settings.on_loopback:
        app.register_blueprint(demo_sign_in.bp)
        app.jinja_env.globals["demo_people"] = demo_sign_in.people
