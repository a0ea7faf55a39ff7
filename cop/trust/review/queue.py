"""What waits for those who look after places, and the log of what they decided."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from cop.agencies.viewer import Viewer
from cop.core import tenancy
from cop.core.db import AnyRow, db
from cop.people.models.person import Person
from cop.trust.models.appeal import Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.models.redaction import Redaction
from cop.trust.review import keepers, subjects
from cop.trust.review.subjects import Subject
from cop.trust.review.words import CHOICES, REASONS

MOST = 200  # of each kind that are looked at
PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One thing that waits: `about` says why, without a word of what was written."""

    place_id: int
    place: str
    heading: str
    about: str
    at: datetime
    address: str


# Features that have things of their own that wait (a first post) add them here.
also: list[Callable[[Viewer], list[Line]]] = []


@dataclass(frozen=True)
class Queue:
    checks: list[Line]
    flags: list[Line]
    appeals: list[Line]
    posts: list[Line]

    def only(self, place_id: int | None) -> "Queue":
        if place_id is None:
            return self
        return Queue(*([one for one in part if one.place_id == place_id] for part in self.parts))

    @property
    def parts(self) -> tuple[list[Line], ...]:
        return self.checks, self.flags, self.appeals, self.posts

    @property
    def places(self) -> dict[int, str]:
        """The spaces that anything waits in, by their name."""
        found = {one.place_id: one.place for part in self.parts for one in part}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))


def waiting(viewer: Viewer) -> Queue:
    """Everything in the places that a viewer looks after, the oldest first; nothing about what they wrote themselves.

    Three statements, those of looking at what it is about, and those of features.
    """
    with tenancy.within(keepers.reach(viewer)):
        checks = _open(viewer, CheckOn, CheckOn.seen_at.is_(None))
        flags = _open(viewer, Flag, Flag.decision_id.is_(None))
        asked = select(Appeal, ReviewDecision).join(ReviewDecision, ReviewDecision.id == Appeal.decision_id)
        asked = asked.where(keepers.kept_by(viewer, ReviewDecision), Appeal.answered_at.is_(None)).order_by(Appeal.id)
        appeals = db.session.execute(asked.limit(MOST)).all()
        about = subjects.look({one.subject_id for one in (*checks, *flags, *(two for _one, two in appeals))})
        own = subjects.written_by(viewer, about.keys())
        not_mine = {key: one for key, one in about.items() if key not in own}
        return Queue(
            [_line(not_mine[one.subject_id], _("Someone worries about whoever wrote this."), one.at)
             for one in checks if one.subject_id in not_mine],
            _flagged(flags, not_mine),
            [_line(not_mine[two.subject_id], str(CHOICES.get(two.action, two.action)), one.at)
             for one, two in appeals if two.subject_id in not_mine],
            [line for lines in also for line in lines(viewer)],
        )  # fmt: skip


def _open(viewer: Viewer, kind: Any, still: Any) -> Sequence[Any]:
    return db.session.scalars(
        select(kind).where(keepers.kept_by(viewer, kind), still).order_by(kind.id).limit(MOST)
    ).all()


def _flagged(flags: Sequence[Flag], about: dict[int, Subject]) -> list[Line]:
    """One line for each post, however many flagged it."""
    found: dict[int, list[Flag]] = {}
    for one in flags:
        if one.subject_id in about:
            found.setdefault(one.subject_id, []).append(one)
    return [_line(about[key], reasons(those), those[0].at) for key, those in found.items()]


def reasons(flags: Sequence[Flag]) -> str:
    """Why, and how often: never who."""
    counted = Counter(str(REASONS.get(one.reason, one.reason)) for one in flags)
    return " · ".join(
        _("%(what)s (%(num)d times)", what=what, num=many) if many > 1 else what for what, many in counted.most_common()
    )


def _line(subject: Subject, about: str, at: datetime) -> Line:
    address = url_for("reviews.show", subject_id=subject.id)
    return Line(subject.place_id, subject.place, subject.heading, about, at, address)


Undoer = aliased(Person)


def log(viewer: Viewer, before: int | None = None) -> list[tuple[AnyRow, Subject | None]]:
    """One page of what was decided in those places, the newest first, each with what it was about."""
    found = select(ReviewDecision, Person.name.label("by"), Undoer.name.label("undone_by"))
    found = found.join(Person, Person.id == ReviewDecision.by_id)
    found = found.outerjoin(Undoer, Undoer.id == ReviewDecision.undone_by_id)
    found = found.where(keepers.kept_by(viewer, ReviewDecision))
    if before is not None:
        found = found.where(ReviewDecision.id < before)
    with tenancy.within(keepers.reach(viewer)):
        rows = db.session.execute(found.order_by(ReviewDecision.id.desc()).limit(PER_PAGE + 1)).all()
        about = subjects.look({one.ReviewDecision.subject_id for one in rows})
    return [(row, about.get(row.ReviewDecision.subject_id)) for row in rows]


def taken_out(viewer: Viewer) -> list[tuple[AnyRow, Subject | None]]:
    """The last times that words were taken out there, each with what it was about."""
    found = select(Redaction, Person.name.label("by")).outerjoin(Person, Person.id == Redaction.by_id)
    found = found.where(keepers.kept_by(viewer, Redaction)).order_by(Redaction.id.desc())
    with tenancy.within(keepers.reach(viewer)):
        rows = db.session.execute(found.limit(PER_PAGE)).all()
        about = subjects.look({one.Redaction.subject_id for one in rows})
    return [(row, about.get(row.Redaction.subject_id)) for row in rows]
