"""What people can rely on: a trail that nobody can quietly change, and a nudge before words are sent."""

from flask import Flask

from cop.trust import policy, reactions  # noqa: F401 - importing it connects it
from cop.trust.nudge.findings import Finder
from cop.trust.nudge.forms import advice_is_no_refusal
from cop.trust.pages import checks, decisions, flags, nudges, own_decisions, own_trail, redactions, reviews, trails
from cop.trust.review import forgetting, who  # noqa: F401 - importing some connects them


def register(app: Flask) -> None:
    for page in (trails, own_trail, nudges, flags, checks, reviews, decisions, own_decisions, redactions):
        app.register_blueprint(page.bp)
    app.extensions["nudge"] = Finder(app.extensions["settings"].own_words)
    app.jinja_env.globals["nudge_rules"] = nudges.address
    app.jinja_env.globals["looks_after"] = policy.looks_after_anything
    app.jinja_env.globals.update(looked_after=who.looked_after, flags_read=who.flags_read)
    app.after_request(advice_is_no_refusal)
