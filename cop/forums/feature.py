from flask import Flask

from cop.core.values import CORE_VALUES
from cop.forums import (  # noqa: F401 - importing some connects them
    annex_reactions,
    asides_looked_after,
    audience_reactions,
    calling,
    cards,
    findings,
    first_posts,
    forgetting,
    going_on,
    keeping,
    leaving,
    live,
    looked_after,
    moving,
    reactions,
    solved,
    starters,
    summarizing,
    tags_along,
    telling,
    waiting,
    words,
)
from cop.forums.forms import EvidenceForm
from cop.forums.pages import (
    annex_posts,
    annex_removals,
    annex_versions,
    annexes,
    attachments,
    care,
    caretakers,
    challenges,
    circle_invitations,
    closures,
    evidence,
    evidence_removals,
    first_looks,
    kindnesses,
    members,
    mentions,
    merges,
    moves,
    pins,
    posts,
    quiet,
    quiet_summaries,
    readings,
    removals,
    replies,
    reviewed_files,
    shared_challenges,
    solutions,
    spaces,
    splits,
    subscriptions,
    topics,
    versions,
    waiting_posts,
)

PAGES = (spaces, topics, challenges, replies, posts, versions, removals, solutions, evidence, evidence_removals,
         shared_challenges, readings, subscriptions, quiet, quiet_summaries, kindnesses, waiting_posts, first_looks,
         annexes, annex_posts, annex_removals, annex_versions, caretakers, members, circle_invitations, mentions,
         attachments, reviewed_files, care, closures, pins, moves, merges, splits)  # fmt: skip


def register(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.register_blueprint(circle_invitations.door)
    app.jinja_env.globals["verdicts"] = EvidenceForm.VERDICTS
    app.jinja_env.globals["core_values"] = CORE_VALUES
    app.jinja_env.globals["kind_words"] = words.KIND_WORDS
    app.jinja_env.filters.update(titled=words.titled, beginning=words.beginning, of_post=words.of_post)
    app.jinja_env.filters.update(space_name=starters.name_in_words, space_purpose=starters.purpose_in_words)
    app.extensions.setdefault("at_start", []).extend([starters.remember, summarizing.remember])
    app.jinja_env.globals.update(by=words.by, pattern=words.pattern)
