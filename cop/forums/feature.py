from flask import Flask

from cop.forums import forgetting, keeping, leaving, live, reactions, words  # noqa: F401 - importing connects them
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    evidence,
    posts,
    removals,
    replies,
    shared_challenges,
    solutions,
    spaces,
    topics,
    versions,
)


def register(app: Flask) -> None:
    for page in (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges):
        app.register_blueprint(page.bp)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
