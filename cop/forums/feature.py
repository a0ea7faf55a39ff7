from flask import Flask

from cop.core.values import CORE_VALUES
from cop.forums import forgetting, keeping, leaving, live, reactions, telling, words  # noqa: F401 - importing connects
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    evidence,
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
)

PAGES = (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges, readings,
         subscriptions, quiet, kindnesses)  # fmt: skip


def register(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.globals["core_values"] = CORE_VALUES
    app.jinja_env.globals["kind_words"] = words.KIND_WORDS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
