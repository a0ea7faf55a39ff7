from flask import Flask

from cop.people import reactions  # noqa: F401 - importing it connects it
from cop.people.pages import account, password_resets, preferences, sign_in


def register(app: Flask) -> None:
    for page in (sign_in, password_resets, preferences, account):
        app.register_blueprint(page.bp)
    app.jinja_env.filters["device"] = account.device
