from flask import Flask

from cop.core.values import CORE_VALUES
from cop.forums import (
    forgetting,  # noqa: F401 - importing these connects them
    keeping,  # noqa: F401
    leaving,  # noqa: F401
    live,  # noqa: F401
    looked_after,  # noqa: F401
    reactions,  # noqa: F401
    telling,  # noqa: F401
    waiting,  # noqa: F401
    words,
)
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    evidence,
    first_looks,
    kindnesses,
    posts,
    quiet,
    readings,
    removals,
    replies,
    shared_challenges,
    solutions,
    spaces,
    subscriptions,
    topics,
    versions,
    waiting_posts,
)

PAGES = (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges, readings,
         subscriptions, quiet, kindnesses, waiting_posts, first_looks)  # fmt: skip


def register(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.globals["core_values"] = CORE_VALUES
    app.jinja_env.globals["kind_words"] = words.KIND_WORDS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
