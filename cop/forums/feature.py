from flask import Flask

from cop.forums import forgetting, leaving, live, reactions, words  # noqa: F401 - importing them connects them
from cop.forums.pages import posts, removals, replies, spaces, topics, versions


def register(app: Flask) -> None:
    for page in (spaces, topics, replies, posts, versions, removals):
        app.register_blueprint(page.bp)
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
