from flask import Flask

from cop.forums import (  # noqa: F401 - importing connects them
    calling,
    cards,
    forgetting,
    keeping,
    leaving,
    live,
    reactions,
    words,
)
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    attachments,
    evidence,
    mentions,
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
    for page in (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges, mentions,
                 attachments):  # fmt: skip
        app.register_blueprint(page.bp)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning, of_post=words.of_post)
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
