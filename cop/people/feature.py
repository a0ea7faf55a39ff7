from datetime import datetime

from flask import Flask

from cop.people import reactions, seen  # noqa: F401 - importing the reactions connects them
from cop.people.pages import (
    account,
    email,
    email_changes,
    email_returns,
    password,
    password_resets,
    preferences,
    profile,
    sign_in,
    sign_ins,
)


def register(app: Flask) -> None:
    for page in (
        sign_in,
        password_resets,
        preferences,
        account,
        profile,
        password,
        sign_ins,
        email,
        email_changes,
        email_returns,
    ):
        app.register_blueprint(page.bp)
    app.jinja_env.filters["device"] = account.device
    app.jinja_env.filters["moment"] = datetime.fromisoformat
    app.after_request(seen.note)
