from datetime import datetime

from flask import Flask

from cop.people import leaving, reactions, seen, takeouts  # noqa: F401 - importing the reactions connects them
from cop.people.pages import (
    account,
    deletions,
    drafts,
    email,
    email_changes,
    email_returns,
    needs,
    passkey_sign_in,
    passkeys,
    password,
    password_resets,
    photo,
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
from cop.people.words import NEED_NAMES, called

SIGNING_IN = (sign_in, passkey_sign_in, sign_in_links, second_step, password_resets, email_changes, email_returns)
ACCOUNT = (account, profile, needs, photo, email, password, passkeys, two_step, sign_ins, preferences, takeout_pages,
           deletions, drafts)  # fmt: skip


def register(app: Flask) -> None:
    for page in SIGNING_IN + ACCOUNT:
        app.register_blueprint(page.bp)
    app.jinja_env.filters.update(
        device=account.device, moment=datetime.fromisoformat, called=called, need=NEED_NAMES.__getitem__
    )
    app.jinja_env.globals["passkey_site"] = site
    app.after_request(seen.note)
