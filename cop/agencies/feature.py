from flask import Flask

from cop.agencies import audience, words
from cop.agencies.pages import agencies


def register(app: Flask) -> None:
    app.register_blueprint(agencies.bp)
    app.jinja_env.globals["audience_in_words"] = audience.describe
    words.init_app(app)
