"""What follows what is said in an annex: its agency finds it and sees it arrive, and nobody else hears a thing."""

from sqlalchemy import select, update

from cop.core import ids, search, tenancy, text
from cop.core.db import db
from cop.core.facts import in_commit, on_commit
from cop.core.kept import in_each_language
from cop.core.live import channel, publish
from cop.core.search import SearchEntry
from cop.forums import annexes
from cop.forums.facts import AnnexPostChanged, AnnexPostWritten, AudienceChanged, PostChanged
from cop.forums.models.annex import Annex, AnnexPost, audience_under
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.trust.review.placing import place_anew


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
        for kind, more in ((Annex, ()), (SearchEntry, (SearchEntry.kind == "annex",))):
            theirs = update(kind).where(kind.topic_id.in_(topics), *more)
            db.session.execute(theirs.values(audience=under).execution_options(synchronize_session=False))
        said = select(AnnexPost.id).join(Annex, Annex.id == AnnexPost.annex_id).where(Annex.topic_id.in_(topics))
        place_anew(said, audience=under)
