from datetime import datetime

from flask import Flask

from cop.people import reactions, seen  # noqa: F401 - importing the reactions connects them
from cop.people.pages import (
    account,
    email,
    email_changes,
    email_returns,
    passkey_sign_in,
    passkeys,
    password,
    password_resets,
    preferences,
    profile,
    second_step,
    sign_in,
    sign_in_links,
    sign_ins,
    two_step,
)
from cop.people.passkeys import site

SIGNING_IN = (sign_in, passkey_sign_in, sign_in_links, second_step, password_resets, email_changes, email_returns)
ACCOUNT = (account, profile, email, password, passkeys, two_step, sign_ins, preferences)


def register(app: Flask) -> None:
    for page in SIGNING_IN + ACCOUNT:
        app.register_blueprint(page.bp)
    app.jinja_env.filters["device"] = account.device
    app.jinja_env.filters["moment"] = datetime.fromisoformat
    app.jinja_env.globals["passkey_site"] = site
    app.after_request(seen.note)
