from flask import Flask

from cop.people import takeouts as _connected  # noqa: F401 - importing it connects it
from cop.people.pages import account, deletions, preferences, sign_in, takeouts
from cop.people.words import called


def register(app: Flask) -> None:
    for page in (sign_in, preferences, account, takeouts, deletions):
        app.register_blueprint(page.bp)
    app.jinja_env.filters.update(device=account.device, called=called)
