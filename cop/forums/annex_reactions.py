"""What follows what is said in an annex: its agency finds it and sees it arrive, and nobody else hears a thing."""

from typing import Any

from sqlalchemy import select, update

from cop.agencies.audience import EVERYONE
from cop.core import ids, search, tenancy, text
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.kept import in_each_language
from cop.core.live import channel, publish
from cop.core.search import SearchEntry
from cop.forums import annexes
from cop.forums.facts import (
    AnnexPostChanged,
    AnnexPostWritten,
    AudienceChanged,
    MergeUndone,
    PostChanged,
    SplitUndone,
    TopicMoved,
    TopicsMerged,
)
from cop.forums.models.annex import Annex, AnnexPost, audience_under
from cop.forums.models.move import TopicMove
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic, said_of
from cop.trust.review import placing


def index_annex_post(fact: AnnexPostWritten | AnnexPostChanged) -> None:
    """For the agency alone, as its own row. What was taken back can't be found."""
    post = db.session.get_one(AnnexPost, fact.post_id)
    if not post.body_source:
        search.forget(post.id)
        return
    annex = db.session.get_one(Annex, fact.annex_id)
    topic = db.session.get_one(Topic, annex.topic_id)
    search.put(
        SearchEntry(
            id=post.id,
            agency_id=post.agency_id,
            kind="annex",
            audience=annex.audience,
            language=text.guess_language(post.body_source),
            title=topic.title,
            words=text.plain(post.body_html),
            topic_id=topic.id,
            at=post.created_at,
        )
    )


in_commit(AnnexPostWritten)(index_annex_post)
in_commit(AnnexPostChanged)(index_annex_post)


@on_commit(AnnexPostWritten)
def show_annex_post(fact: AnnexPostWritten) -> None:
    annex = db.session.get_one(Annex, fact.annex_id)
    html = in_each_language("forums/annexes/_post.html", post=annexes.shown(annex.id, fact.post_id))
    publish(channel("annex", annex.id), "reply", {"html": html, "id": ids.word(fact.post_id), "count": annex.posts})


@on_commit(AnnexPostChanged)
def show_annex_post_anew(fact: AnnexPostChanged) -> None:
    html = in_each_language("forums/annexes/_post.html", post=annexes.shown(fact.annex_id, fact.post_id))
    publish(channel("annex", fact.annex_id), "changed", {"html": html, "id": ids.word(fact.post_id)})


@in_commit(PostChanged)
def retitle_annexes(fact: PostChanged) -> None:
    """A topic's title stands with what agencies said about it; past the walls, because whoever changes it knows of
    none. No job: its row would say to the second when a post without a name was changed."""
    if fact.post_id == fact.topic_id:
        title = db.session.get_one(Topic, fact.topic_id).title
        with tenancy.everywhere():
            search.retitle(fact.topic_id, title)


@in_commit(AudienceChanged)
def annexes_follow(fact: AudienceChanged) -> None:
    """An annex is never for more people than its topic; past the walls, as above."""
    space = db.session.get_one(Space, fact.space_id)
    under = audience_under(space.audience)
    if space.agency_id != tenancy.COMMONWEALTH or under is None:
        return
    with tenancy.everywhere():
        topics = select(Topic.id).where(Topic.space_id == space.id)
        gone = select(Topic.id).where(Topic.into_id.in_(db.session.scalars(topics).all()))
        _narrow(topics.union(gone), under)


@in_commit(TopicMoved)
def annexes_go_along(fact: TopicMoved) -> None:
    """When that is undone, each is for those it was for before, unless something was written in it since: who has
    moved the topic can't know of that, and must not be told."""
    topic, move = db.session.get_one(Topic, fact.topic_id), db.session.get_one(TopicMove, fact.move_id)
    under = audience_under(db.session.get_one(Space, topic.space_id).audience)
    if topic.agency_id != tenancy.COMMONWEALTH or under is None:
        return
    with tenancy.everywhere():
        if move.undone_at is None:
            _narrow(select(Topic.id).where(said_of(Topic.id, topic.id)), under, move.id)
        else:
            _widen(move.id, under)


def annexes_are_for_fewer(fact: TopicsMerged | SplitUndone) -> None:
    """Under a topic that went on in another: for none but those who may read where it is by now."""
    gone = fact.topic_id if isinstance(fact, TopicsMerged) else fact.other_id
    topic = db.session.get_one(Topic, db.session.get_one(Topic, gone).into_id)
    under = audience_under(db.session.get_one(Space, topic.space_id).audience)
    if topic.agency_id == tenancy.COMMONWEALTH and under is not None:
        with tenancy.everywhere():
            _narrow(Topic.gone_into(topic.id), under, fact.act_id)


in_commit(TopicsMerged)(annexes_are_for_fewer)
in_commit(SplitUndone)(annexes_are_for_fewer)


@in_commit(MergeUndone)
def annexes_are_as_before(fact: MergeUndone) -> None:
    """As when a move is undone."""
    topic = db.session.get_one(Topic, fact.topic_id)
    under = audience_under(db.session.get_one(Space, topic.space_id).audience)
    if topic.agency_id == tenancy.COMMONWEALTH and under is not None:
        with tenancy.everywhere():
            _widen(fact.act_id, under)


def _narrow(topics: Any, under: str, move_id: int | None = None) -> None:
    """Those that are for everyone; one that is for some already stays with them."""
    if under == EVERYONE:
        return
    for kind, more, also in (
        (SearchEntry, (SearchEntry.kind == "annex",), {}),
        (Annex, (), {"narrowed_by_id": move_id}),
    ):
        theirs = update(kind).where(kind.topic_id.in_(topics), kind.audience == EVERYONE, *more)
        db.session.execute(theirs.values(audience=under, **also).execution_options(synchronize_session=False))
    said = select(AnnexPost.id).join(Annex, Annex.id == AnnexPost.annex_id)
    placing.let_see(said.where(Annex.topic_id.in_(topics), Annex.audience == under), under)


def _widen(move_id: int, under: str) -> None:
    those = Annex.narrowed_by_id == move_id
    posts = select(AnnexPost.id).join(Annex, Annex.id == AnnexPost.annex_id).where(those)
    placing.let_see(posts, under)
    for theirs, also in ((update(SearchEntry).where(SearchEntry.id.in_(posts)), {}),
                         (update(Annex).where(those), {"narrowed_by_id": None})):  # fmt: skip
        db.session.execute(theirs.values(audience=under, **also).execution_options(synchronize_session=False))
