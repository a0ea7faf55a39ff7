"""Words taken out of posts: as written and as rendered, of every version and of what was removed, of a topic's title,
of what agencies told of it, of what is said of its pictures and files, and of what waits to become a reply to it. What
search knows follows from the facts."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from cop.core import text
from cop.core.db import db
from cop.core.facts import record
from cop.forums.facts import EvidenceTold, PostChanged
from cop.forums.models.attachment import Attachment
from cop.forums.models.mention import Mention
from cop.forums.models.post import Post
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Evidence, Solution
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal, Version
from cop.forums.models.waiting_post import WaitingPost
from cop.people.models.person import Person
from cop.trust.review.cut import Cut
from cop.trust.review.redacting import blot

APART = re.compile(r"[\s_.,+~-]+")


def in_topic(topic_id: int, cut: Cut) -> dict[int, int]:
    """In all of a topic. Gives in how many places the words stood, for each thing by its id."""
    replies = db.session.scalars(select(Reply).where(Reply.topic_id == topic_id)).all()
    waiting = db.session.scalars(select(WaitingPost).where(WaitingPost.topic_id == topic_id)).all()
    posts: list[Topic | Reply] = [db.session.get_one(Topic, topic_id), *replies]
    found = {one.id: many for one in waiting if (many := _in_source(one, cut))}
    for one in posts:
        found |= in_post(one, cut)
    return found


def in_post(post: Topic | Reply, cut: Cut) -> dict[int, int]:
    """And in what agencies told of it, where it was proposed as a solution."""
    found = _in_evidence(post, cut)
    if many := _in_words(post, cut):
        found[post.id] = many
    return found


def _in_words(post: Topic | Reply, cut: Cut) -> int:
    found = cut.touches(post.body_source) + cut.count(post.heading)
    if found:
        post.blot(cut.markdown(post.body_source), cut.plain(post.heading))
    if along := _along(post, cut):
        record(PostChanged(post.agency_id, post.in_topic, post.id))
    found += along
    for kind in (Version, Removal):
        found += sum(_in_said(one, cut) for one in db.session.scalars(kind.of(post)))
    return found


def _along(post: Topic | Reply, cut: Cut) -> int:
    """In what pictures show, in words, and in names of files. Who was mentioned by a name that goes is noted no longer.

    What is in the pictures and files is not read: they can be removed, or hidden with the post.
    """
    files = db.session.scalars(select(Attachment).where(Attachment.is_of(post))).all()
    for mention, name in _mentioned(post):
        if cut.count(name):
            db.session.delete(mention)
    return sum(blot(one, ("says",), cut) + _in_name(one, cut) for one in files)


def _in_name(file: Attachment, cut: Cut) -> int:
    """A file's name has its words between other marks than spaces ("Ana_Luz.pdf"); how it ends says what it is."""
    stem, dot, kind = file.file_name.rpartition(".")
    apart = " ".join(APART.split(stem))
    if found := cut.count(apart):
        file.file_name = f"{cut.plain(apart)}{dot}{kind}"
    return found


def _mentioned(post: Topic | Reply) -> Iterator[tuple[Mention, str]]:
    rows = select(Mention, Person.name).join(Person, Person.id == Mention.person_id).where(Mention.is_of(post))
    return ((mention, text.tidy(name)) for mention, name in db.session.execute(rows).all())


def _in_said(said: Version | Removal, cut: Cut) -> int:
    found = cut.count(said.title) + cut.touches(said.body_source)
    if found:
        said.title, said.body_source = cut.plain(said.title), cut.markdown(said.body_source)
        said.body_html = text.render(said.body_source)
    return found


def _in_source(waiting: Any, cut: Cut) -> int:
    found = cut.touches(waiting.body_source)
    if found:
        waiting.body_source = cut.markdown(waiting.body_source)
    return found


def _in_evidence(post: Post, cut: Cut) -> dict[int, int]:
    found: dict[int, int] = {}
    for solution in db.session.scalars(Solution.of(post)).all():
        told = {one.id: many for one in db.session.scalars(Evidence.of(solution)) if (many := in_told(one, cut))}
        if told:
            record(EvidenceTold(solution.agency_id, solution.topic_id, solution.id))
            found |= told
    return found


def in_told(evidence: Evidence, cut: Cut) -> int:
    """What an agency told, what it told before, and what it removed."""
    kinds = (EvidenceVersion, EvidenceRemoval)
    before = [one for kind in kinds for one in db.session.scalars(kind.of(evidence)).all()]
    return sum(blot(one, ("what", "setting"), cut) for one in (evidence, *before))
