from flask import Flask

from cop.forums import (  # noqa: F401 - importing some connects them
    annex_reactions,
    forgetting,
    keeping,
    leaving,
    live,
    reactions,
    starters,
    words,
)
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    annex_posts,
    annex_removals,
    annexes,
    caretakers,
    circle_invitations,
    evidence,
    members,
    posts,
    removals,
    replies,
    shared_challenges,
    solutions,
    spaces,
    topics,
    versions,
)

PAGES = (spaces, topics, replies, posts, versions, removals, solutions, evidence, shared_challenges, annexes,
         annex_posts, annex_removals, caretakers, members, circle_invitations)  # fmt: skip


def register(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.register_blueprint(circle_invitations.door)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning)
    app.jinja_env.filters.update(space_name=starters.name_in_words, space_purpose=starters.purpose_in_words)
    app.extensions.setdefault("at_start", []).append(starters.remember)
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
