"""Words taken out of posts: as written and as rendered, of every version and of what was removed, of a topic's title
and tags, of what agencies told of it, of what is said of its pictures and files, and of what waits to become a reply to
it. What search knows follows from the facts."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from cop.core import text
from cop.core.db import db
from cop.core.facts import record
from cop.forums.facts import EvidenceTold, PostChanged
from cop.forums.models.annex import AnnexPost
from cop.forums.models.attachment import Attachment
from cop.forums.models.evidence import Evidence
from cop.forums.models.mention import Mention
from cop.forums.models.post import Post
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.subscription import forget_tags
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal, Version
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.tags_along import cut_in_merges, without
from cop.people.models.person import Person
from cop.trust.review.cut import Cut
from cop.trust.review.redacting import blot


def in_topic(topic_id: int, cut: Cut) -> dict[int, int]:
    """In all of a topic. Gives in how many places the words stood, for each thing by its id."""
    replies = db.session.scalars(select(Reply).where(Reply.topic_id == topic_id)).all()
    waiting = db.session.scalars(select(WaitingPost).where(WaitingPost.topic_id == topic_id)).all()
    posts: list[Topic | Reply] = [db.session.get_one(Topic, topic_id), *replies]
    found = {one.id: many for one in waiting if (many := _in_source(one, cut))}
    for one in posts:
        found |= in_post(one, cut)
    return found


def in_annex(annex_id: int, cut: Cut) -> dict[int, int]:
    """In all that is said there. The topic above is nobody's to change from here."""
    posts = db.session.scalars(select(AnnexPost).where(AnnexPost.annex_id == annex_id)).all()
    return {one.id: many for one in posts if (many := in_words(one, cut))}


def in_post(post: Topic | Reply, cut: Cut) -> dict[int, int]:
    """And in what agencies told of it, where it was proposed as a solution."""
    found = _in_evidence(post, cut)
    along = _along(post, cut)
    if along:
        record(PostChanged(post.agency_id, post.in_topic, post.id))
    if many := in_words(post, cut) + along + _in_tags(post, cut):
        found[post.id] = many
    return found


def in_words(post: Post, cut: Cut) -> int:
    """In what it says and said."""
    found = cut.touches(post.body_source) + cut.count(post.heading)
    if found:
        post.blot(cut.markdown(post.body_source), cut.plain(post.heading))
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
    """How it ends says what it is."""
    stem, dot, kind = file.file_name.rpartition(".")
    if found := cut.count_named(stem):
        file.file_name = f"{cut.name(stem)}{dot}{kind}"
    return found


def _in_tags(post: Topic | Reply, cut: Cut) -> int:
    """A tag that others follow is in rows of theirs, too: where no topic has it any more, these go with it."""
    tags = post.about.get("tags", "").split()
    gone = [tag for tag in tags if cut.count_named(tag)]
    if gone:
        post.say_of(without(tags, cut), post.about["core_values"].split())
        record(PostChanged(post.agency_id, post.in_topic, post.id))
    gone += cut_in_merges(post.id, cut)
    if gone:
        db.session.flush()
        forget_tags(post.agency_id, gone)
    return sum(map(cut.count_named, set(gone)))


def _mentioned(post: Topic | Reply) -> Iterator[tuple[Mention, str]]:
    rows = select(Mention, Person.name).join(Person, Person.id == Mention.person_id).where(Mention.is_of(post))
    return ((mention, text.tidy(name)) for mention, name in db.session.execute(rows).all())


def _in_said(said: Version | Removal, cut: Cut) -> int:
    found = cut.count(said.title) + cut.touches(said.body_source)
    if found:
        said.title, said.body_source = cut.plain(said.title), cut.markdown(said.body_source)
        said.body_html = text.render(said.body_source, text.marked(said.body_html))
    return found + (_in_removed_tags(said, cut) if isinstance(said, Removal) else 0)


def _in_removed_tags(removal: Removal, cut: Cut) -> int:
    found = cut.count_named(removal.tags)
    removal.tags = " ".join(without(removal.tags.split(), cut))
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
