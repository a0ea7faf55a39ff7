from flask import Flask

from cop.people.pages import account, preferences, sign_in


def register(app: Flask) -> None:
    for page in (sign_in, preferences, account):
        app.register_blueprint(page.bp)
    app.jinja_env.filters["device"] = account.device
