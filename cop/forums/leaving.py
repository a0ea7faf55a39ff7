"""What someone wrote in the forums, taken back with their account: a place is kept for what was answered."""

from typing import Any

from sqlalchemy import case, delete, select, update

from cop.core.db import db
from cop.core.search import SearchEntry
from cop.forums.facts import EvidenceTold
from cop.forums.models.annex import AnnexPost
from cop.forums.models.attachment import Attachment
from cop.forums.models.evidence import Evidence
from cop.forums.models.facet import Facet
from cop.forums.models.kindness import KINDS, Kindness
from cop.forums.models.mention import Mention
from cop.forums.models.merge import take_tags_back
from cop.forums.models.post import NO_TITLE
from cop.forums.models.reply import Reply
from cop.forums.models.shared_challenge import SharedChallenge
from cop.forums.models.solution import Solution
from cop.forums.models.told import EvidenceRemoval, EvidenceVersion
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal, Version
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.reactions import index_solution
from cop.people import erasure
from cop.trust.review.forgetting import take_back_appeals

WAS_TITLED = case((Reply.title == "", ""), else_=NO_TITLE)  # of one that opened a topic once
TITLED: dict[Any, dict[str, Any]] = {
    Topic: {"title": NO_TITLE, "tags": "", "core_values": ""},
    Reply: {"title": WAS_TITLED},
}
EMPTY: dict[str, Any] = {"body_source": "", "body_html": ""}


def take_words_back(person_id: int) -> None:
    """Source, HTML, pictures, files and what search knows of them go; the row stays."""
    for kind in (Topic, Reply, AnnexPost):
        mine = select(kind.id).where(kind.author_id == person_id)
        for said in (Version, Removal):
            db.session.execute(delete(said).where(getattr(said, f"{kind.kind}_id").in_(mine)))
        take_back_appeals(mine)
        proposed = select(Solution.id).where(Solution.reply_id.in_(mine))
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(mine) | SearchEntry.id.in_(proposed)))
        titled = TITLED.get(kind, {})
        db.session.execute(update(kind).where(kind.author_id == person_id).values(**EMPTY, **titled))
    opened = select(Topic.id).where(Topic.author_id == person_id)
    take_tags_back(opened)
    db.session.execute(delete(Facet).where(Facet.topic_id.in_(opened)))
    # A title stands with each reply, whoever wrote it.
    db.session.execute(update(SearchEntry).where(SearchEntry.topic_id.in_(opened)).values(title=NO_TITLE))
    take_back_appeals(select(WaitingPost.id).where(WaitingPost.author_id == person_id))
    _take_along_back(person_id)
    _propose_no_longer(person_id)
    _take_evidence_back(person_id)


def _propose_no_longer(person_id: int) -> None:
    """What was proposed and is gone is not counted as a solution."""
    theirs = select(Reply.id).where(Reply.author_id == person_id)
    for topic in db.session.scalars(select(Topic).where(Topic.id.in_(_proposed_in(theirs)))).all():
        Solution.count_in(topic)


def _proposed_in(replies: Any) -> Any:
    return select(Solution.topic_id).where(Solution.reply_id.in_(replies))


def _take_along_back(person_id: int) -> None:
    """Pictures, files, and who was mentioned."""
    for kind in (Topic, Reply):
        mine = select(kind.id).where(kind.author_id == person_id)
        Attachment.erase(getattr(Attachment, f"{kind.kind}_id").in_(mine))
        db.session.execute(delete(Mention).where(getattr(Mention, f"{kind.kind}_id").in_(mine)))
        db.session.execute(update(kind).where(kind.author_id == person_id).values(attached=0))


def _take_evidence_back(person_id: int) -> None:
    """What the agency found stays; what a person wrote about it does not."""
    told = Evidence.by_id == person_id
    take_back_appeals(select(Evidence.id).where(told))
    solutions = db.session.scalars(
        select(Solution).join(Evidence, Evidence.solution_id == Solution.id).where(told)
    ).all()
    db.session.execute(update(Evidence).where(told).values(what="", setting=""))
    for kind in (EvidenceVersion, EvidenceRemoval):
        db.session.execute(update(kind).where(kind.told_by_id == person_id).values(what="", setting=""))
    for solution in solutions:
        db.session.expire(solution)
        index_solution(EvidenceTold(solution.agency_id, solution.topic_id, solution.id))


def have_no_longer(person_id: int) -> None:
    """The rows go with the person; the number that is shown goes down with them."""
    theirs = select(SharedChallenge.topic_id).where(SharedChallenge.person_id == person_id)
    where_read = select(Topic.into_id).where(Topic.id.in_(theirs), Topic.into_id.is_not(None))
    found = db.session.scalars(theirs.union(where_read)).all()
    db.session.execute(update(Topic).where(Topic.id.in_(found)).values(shared=Topic.shared - 1))


def say_no_longer(person_id: int) -> None:
    """The same for their kind words."""
    for kind in (Topic, Reply):
        for name in KINDS:
            mine = select(Kindness.post_id).where(Kindness.person_id == person_id, Kindness.kind == name)
            count = getattr(kind, name)
            db.session.execute(update(kind).where(kind.id.in_(mine)).values({name: count - 1}))


erasure.before.append(say_no_longer)
erasure.before.append(have_no_longer)
erasure.take_back.append(take_words_back)
