from datetime import datetime

from flask import Flask

from cop.people import reactions, seen, takeouts  # noqa: F401 - importing the reactions connects them
from cop.people.pages import (
    account,
    deletions,
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
from cop.people.pages import takeouts as takeout_pages
from cop.people.passkeys import site
from cop.people.words import called

SIGNING_IN = (sign_in, passkey_sign_in, sign_in_links, second_step, password_resets, email_changes, email_returns)
ACCOUNT = (account, profile, email, password, passkeys, two_step, sign_ins, preferences, takeout_pages, deletions)


def register(app: Flask) -> None:
    for page in SIGNING_IN + ACCOUNT:
        app.register_blueprint(page.bp)
    app.jinja_env.filters.update(device=account.device, moment=datetime.fromisoformat, called=called)
    app.jinja_env.globals["passkey_site"] = site
    app.after_request(seen.note)
