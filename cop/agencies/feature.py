from flask import Flask

from cop.agencies import audience, entering, words
from cop.agencies.pages import agencies
from cop.core.web import csrf


def register(app: Flask) -> None:
    entering.init_app(app)
    csrf.init_app(app)  # after entering, so that its refusal is worded for whoever is signed in
    app.register_blueprint(agencies.bp)
    app.jinja_env.globals["audience_in_words"] = audience.describe
    words.init_app(app)
