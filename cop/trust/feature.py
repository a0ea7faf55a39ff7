"""What people can rely on: a trail that nobody can quietly change, and a nudge before words are sent."""

from flask import Flask

from cop.trust import reactions  # noqa: F401 - importing it connects it
from cop.trust.nudge.findings import Finder
from cop.trust.nudge.forms import advice_is_no_refusal
from cop.trust.pages import nudges, own_trail, trails


def register(app: Flask) -> None:
    app.register_blueprint(trails.bp)
    app.register_blueprint(own_trail.bp)
    app.register_blueprint(nudges.bp)
    app.extensions["nudge"] = Finder(app.extensions["settings"].own_words)
    app.jinja_env.globals["nudge_rules"] = nudges.address
    app.after_request(advice_is_no_refusal)
