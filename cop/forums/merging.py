"""Merging and splitting topics: what can be merged or split, why something can't, and what was."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.agencies.audience import is_narrower
from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.core.db import AnyRow, db
from cop.forums import arranging, gone_on
from cop.forums.arranging import Act
from cop.forums.models.closure import Closure
from cop.forums.models.merge import Merge
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.split import Split
from cop.forums.models.topic import Topic
from cop.forums.words import titled

MOST_FOUND = 10
MOST_CHOSEN = 100
ADDRESS = re.compile(r"(?:^|/topics/)([0-9a-z]{13})(?=$|[/?#\s])")

ITSELF = _l("This is the same topic. Please choose another one.")
NOT_YOURS = _l("Others keep that topic in order. Please ask them, or leave a link here.")
MORE_PEOPLE = _l("Other people can read that topic. What was written here stays with those it was written for.")
NAMELESS = _l("Someone wrote here without their name. To keep them safe, such a topic stays on its own. You can close "
              "one of the two, and leave a link in it to the other.")  # fmt: skip
CLOSED = _l("One of the two is closed. Please open it first.")
LATER = _l("Something was done with these words later. Please undo that first.")
NOTHING_CHOSEN = _l("Please choose at least one reply.")
TOO_MANY = _l("Please choose 100 replies at most.")
GONE = _l("Some of what you chose is no longer here. Please choose again.")
HAS_NO_NAME = _l("One of these was written without a name. To keep its writer safe, it stays where it is.")
BEGAN = _l("One of these opened a topic that was joined to this one. To part them again, undo that.")
SOLVES = _l("The first one is a solution, so it can't open a topic. Please choose an earlier one too, or leave it out.")
EMPTY = _l("The first one was taken back. Please begin with one that says something.")


def find(viewer: Viewer, typed: str) -> Topic | None:
    """The topic that an address or its word names, with its space; wherever it is read by now."""
    named = ADDRESS.search(typed.strip())
    if named is None:
        return None
    try:
        topic_id = ids.number(named[1])
    except ValueError:
        return None
    known = Topic.visible_to(viewer).options(joinedload(Topic.space))
    return db.session.scalars(known.where(Topic.id == (gone_on.home_of(viewer, topic_id) or topic_id))).first()


def by_words(topic: Topic, words: str) -> Sequence[AnyRow]:
    """Others of the same space with these words in their titles, the last moved first. One statement."""
    here = (Topic.space_id == topic.space_id, Topic.id != topic.id, Topic.into_id.is_(None))
    found = select(Topic.id, Topic.title, Topic.replies, Topic.created_at).where(*here)
    named = found.where(*(Topic.title.icontains(one, autoescape=True) for one in words.split()[:5]))
    return db.session.execute(named.order_by(Topic.moved_at.desc()).limit(MOST_FOUND)).all()


def lock(*topic_ids: int) -> list[Topic]:
    """Those topics with their spaces, always in the same order: two who do this at once are one after the other."""
    known = select(Topic).options(joinedload(Topic.space)).where(Topic.id.in_(topic_ids)).order_by(Topic.id)
    locked = known.with_for_update(of=Topic).execution_options(populate_existing=True)
    by_id = {topic.id: topic for topic in db.session.scalars(locked)}
    return [by_id[one] for one in topic_ids]


def why_not_merge(viewer: Viewer, topic: Topic, into: Topic) -> str:
    """Why a topic can't go on in the other; "" where it can."""
    if topic.id == into.id:
        return str(ITSELF)
    if not arranging.can_arrange(viewer, into.space):
        return str(NOT_YOURS)
    if topic.agency_id != into.agency_id or not is_narrower(into.audience, than=topic.audience):
        return str(MORE_PEOPLE)
    if _has_hands(topic.id, into.id):
        return str(NAMELESS)
    return _closed(topic.id, into.id)


def why_not_split(topic: Topic, chosen: Sequence[Reply], asked: int) -> str:
    """`asked`: how many were named, some of which may not be there any more."""
    first = chosen[0] if chosen else None
    solves = first and db.session.scalar(select(Solution.id).where(Solution.reply_id == first.id))
    reasons = (
        (asked == 0, NOTHING_CHOSEN),
        (asked > MOST_CHOSEN, TOO_MANY),
        (asked != len(chosen), GONE),
        (any(reply.hand is not None for reply in chosen), HAS_NO_NAME),
        (any(reply.title for reply in chosen), BEGAN),
        (solves, SOLVES),
        (first is not None and not first.body_source, EMPTY),
    )
    return next((str(why) for holds, why in reasons if holds), _closed(topic.id))


def why_not_undo(act: Merge | Split, topic: Topic, other: Topic) -> str:
    if not act.may_be_undone(topic, other):
        return str(LATER)
    if isinstance(act, Split):
        if not is_narrower(topic.audience, than=other.audience):
            return str(MORE_PEOPLE)
        if _has_hands(other.id):
            return str(NAMELESS)
    return _closed(topic.id, other.id)


def chosen(topic: Topic, words: Iterable[str]) -> tuple[list[Reply], int]:
    """The replies of a topic that are named, in their order, and how many were asked for."""
    named = {found for word in words if (found := ids.from_query(word)) is not None}
    here = select(Reply).where(Reply.topic_id == topic.id, Reply.into_id.is_(None), Reply.id.in_(named))
    return list(db.session.scalars(here.order_by(Reply.id).limit(MOST_CHOSEN + 1))), len(named)


def _has_hands(*topic_ids: int) -> bool:
    """Whether anybody wrote there without their name: which everyone there sees."""
    hands = select(Pseudonym.id).where(Pseudonym.topic_id.in_(topic_ids)).limit(1)
    return db.session.scalar(hands) is not None


def _closed(*topic_ids: int) -> str:
    found = select(Closure.id).where(Closure.topic_id.in_(topic_ids)).limit(1)
    return "" if db.session.scalar(found) is None else str(CLOSED)


def merged(viewer: Viewer, topic: Topic) -> Iterable[Act]:
    acts = db.session.scalars(Merge.of(topic)).all()
    names = _titles(viewer, topic, acts)
    for act in acts:
        here = _("“%(title)s” was joined to it", title=names[act.topic_id])
        there = _("It was joined to “%(title)s”", title=names[act.other_id])
        back = _("“%(title)s” stands on its own again", title=names[act.topic_id])
        yield from _told(act, topic, "merge", there if act.topic_id == topic.id else here, back)


def split(viewer: Viewer, topic: Topic) -> Iterable[Act]:
    acts = db.session.scalars(Split.of(topic)).all()
    names = _titles(viewer, topic, acts)
    for act in acts:
        here = _("Some replies went on as “%(title)s”", title=names[act.other_id])
        there = _("It began with replies from “%(title)s”", title=names[act.topic_id])
        back = _("What had gone on as “%(title)s” is back", title=names[act.other_id])
        yield from _told(act, topic, "split", there if act.other_id == topic.id else here, back)


def _told(act: Any, topic: Topic, kind: str, words: str, back: str) -> Iterable[Act]:
    names = arranging.names(act.by_id, act.undone_by_id)
    undo = "" if act.undone_at else url_for(f"{kind}s.destroy", topic_id=topic.id, **{f"{kind}_id": act.id})
    yield Act(act.at, names.get(act.by_id, ""), words, undo)
    if act.undone_at:
        yield Act(act.undone_at, names.get(act.undone_by_id, ""), back)


def _titles(viewer: Viewer, topic: Topic, acts: Sequence[Any]) -> dict[int, str]:
    """Of those topics that a viewer may read, or that went on in this one."""
    named = {one for act in acts for one in (act.topic_id, act.other_id)}
    seen = Topic.visible_to(viewer).with_only_columns(Topic.id, Topic.title).where(Topic.id.in_(named))
    gone = select(Topic.id, Topic.title).where(Topic.id.in_(named), Topic.into_id == topic.id)
    known = {row.id: titled(row.title) for found in (seen, gone) for row in db.session.execute(found)}
    return {one: known.get(one, _("another topic")) for one in named}


arranging.told += [merged, split]
