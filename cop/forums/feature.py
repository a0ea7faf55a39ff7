from flask import Flask

from cop.forums import (
    forgetting,  # noqa: F401 - importing these connects them
    keeping,  # noqa: F401
    leaving,  # noqa: F401
    live,  # noqa: F401
    looked_after,  # noqa: F401
    reactions,  # noqa: F401
    waiting,  # noqa: F401
    words,
)
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    evidence,
    first_looks,
    posts,
    removals,
    replies,
    shared_challenges,
    solutions,
    spaces,
    topics,
    versions,
    waiting_posts,
)


def register(app: Flask) -> None:
    pages = (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges, waiting_posts,
             first_looks)  # fmt: skip
    for page in pages:
        app.register_blueprint(page.bp)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
