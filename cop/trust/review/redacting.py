"""Taking words out for good, and telling what had gone out already.

Out of the post, its versions, what was said and decided about it, what waits to be mailed, and downloads that are
ready. What the words were is kept nowhere: they live as long as the request that takes them out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from cop.agencies.audience import EVERYONE
from cop.core import clock, jobs, tenancy
from cop.core.db import db
from cop.core.facts import record
from cop.core.mail import MailWanted
from cop.people.models.takeout import Takeout
from cop.trust import pseudonyms
from cop.trust.facts import DecisionMade, OwnWordsTakenOut, WordsGone, WordsTakenOut
from cop.trust.models.appeal import Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.redaction import Redaction
from cop.trust.models.trail import TrailEntry
from cop.trust.review import subjects
from cop.trust.review.cut import Cut
from cop.trust.review.deciding import placed, redact, trail_of
from cop.trust.review.subjects import Subject, TakenOut

FETCHED = "takeout-fetched"


@dataclass(frozen=True)
class Gone:
    """What had left already: posts that quote it, people who look on now, people with a mail that leads there (no mail
    holds words of a post), and how often the agency downloaded everything since it was written. And how many pictures
    and files stay."""

    looking_on: int
    mailed: int
    downloads: int
    files: int


def gone_out(subject: Subject) -> Gone:
    out = subjects.kinds[subject.kind].gone_out(subject)
    since = (
        TrailEntry.agency_id == subject.agency_id,
        TrailEntry.kind == FETCHED,
        TrailEntry.at >= subject.at.replace(microsecond=0),
    )
    downloads = db.session.scalar(select(func.count(TrailEntry.id)).where(*since)) if _in_takeouts(subject) else 0
    return Gone(out.looking_on, out.mailed, downloads or 0, out.files)


def _in_takeouts(subject: Subject) -> bool:
    """An agency's download holds what everyone inside may see, and nothing that all agencies share."""
    return subject.agency_id != tenancy.COMMONWEALTH and subject.audience == EVERYONE


def take_out(subject: Subject, cut: Cut, everywhere: bool, by_id: int | None,
             message: str = "") -> tuple[Redaction | None, TakenOut]:  # fmt: skip
    """No row where the words stand nowhere. `by_id`: nobody for whoever wrote it. The `message` is for everyone whose
    words were changed, and with each a decision that they can read."""
    found = subjects.kinds[subject.kind].take_out(subject, cut, everywhere)
    places = found.all
    if by_id is not None:  # what others said of it is not its writer's to find out, or to take out
        places += _said_about(subject, cut) + _in_mails(cut)
    if not places:
        return None, found
    when = pseudonyms.by_whoever_wrote_it() if by_id is None else {}
    done = Redaction(by_id=by_id, places=places, **placed(subject), **when)
    db.session.add(done)
    db.session.flush()
    if by_id is not None:
        _tell(found, by_id, message)
    trail = trail_of(subject.agency_id, subject.audience)
    record(OwnWordsTakenOut(trail, done.id) if by_id is None else WordsTakenOut(trail, None, done.id))
    record(WordsGone(subject.agency_id, tuple(_forget_downloads(subject))))
    return done, found


def _tell(found: TakenOut, by_id: int, message: str) -> None:
    """Nobody's words are changed unseen: each thing has its decision, and each writer one mail."""
    told = set()
    for one in subjects.look(found.places).values():
        decision, behind = redact(one, by_id, message), subjects.kinds[one.kind].behind(one)
        if behind not in told:
            told.add(behind)
            record(DecisionMade(one.agency_id, one.id, decision.id))


def _said_about(subject: Subject, cut: Cut) -> int:
    """In flags, messages and appeals about it."""
    decided = select(ReviewDecision.id).where(ReviewDecision.subject_id == subject.id)
    kinds: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
        (Flag, Flag.subject_id == subject.id, ("note",)),
        (CheckOn, CheckOn.subject_id == subject.id, ("note",)),
        (ReviewDecision, ReviewDecision.subject_id == subject.id, ("message",)),
        (Appeal, Appeal.decision_id.in_(decided), ("words", "answer")),
    )
    return sum(
        blot(row, names, cut)
        for kind, which, names in kinds
        for row in db.session.scalars(select(kind).where(which)).all()
    )


def blot(row: Any, names: tuple[str, ...], cut: Cut) -> int:
    """Plain words of a row. Gives in how many places the words stood."""
    found = 0
    for name in names:
        if many := cut.count(getattr(row, name)):
            setattr(row, name, cut.plain(getattr(row, name)))
            found += many
    return found


def _in_mails(cut: Cut) -> int:
    """A mail that waits is given ids and short words, by rule; should one hold more, it is taken out there too."""
    found = 0
    for job in db.session.scalars(select(jobs.Job).where(jobs.Job.name == f"{MailWanted.__module__}.send")):
        payload = json.loads(job.payload)
        said = {name: one for name, one in payload["given"].items() if isinstance(one, str) and cut.count(one)}
        if said:
            payload["given"] |= {name: cut.plain(one) for name, one in said.items()}
            job.payload = json.dumps(payload)
            found += sum(map(cut.count, said.values()))
    return found


def _forget_downloads(subject: Subject) -> Iterator[str]:
    """An agency's download that is ready holds the words: it is asked for anew. Gives the keys of its files, which go
    once this is certain."""
    if _in_takeouts(subject):
        ready = (Takeout.of_agency_id == subject.agency_id, Takeout.file_key.is_not(None))
        for takeout in db.session.scalars(select(Takeout).where(*ready, Takeout.asked_at >= subject.at)):
            takeout.expires_at = clock.now()
            yield str(takeout.file_key)
