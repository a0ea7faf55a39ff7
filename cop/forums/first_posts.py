"""First posts that wait, as things that are decided about: let through, or sent back and asked about once more.

What was sent back is its writer's alone, and read again by those who look after the space while they are asked to.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from cop.agencies.viewer import Viewer
from cop.core import text
from cop.core.db import db
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.waiting import address, heading, place
from cop.people.models.person import Person
from cop.people.words import called
from cop.trust.models.appeal import Appeal
from cop.trust.models.decision import ReviewDecision
from cop.trust.review import subjects
from cop.trust.review.cut import Cut
from cop.trust.review.subjects import Behind, Enclosed, GoneOut, Subject, TakenOut

ASKED_ABOUT = exists().where(
    Appeal.decision_id == ReviewDecision.id,
    ReviewDecision.subject_id == WaitingPost.id,
    Appeal.answered_at.is_(None),
)


class FirstPosts:
    """See cop.trust.review.subjects.Writing. They are neither hidden nor flagged: nobody reads them yet."""

    def look(self, ids: Collection[int]) -> Sequence[Subject]:
        """One statement."""
        found = select(WaitingPost, Topic.title, Person.name, ASKED_ABOUT.label("asked_about"))
        found = found.join(Person, Person.id == WaitingPost.author_id)
        found = found.outerjoin(Topic, Topic.id == WaitingPost.topic_id).where(WaitingPost.id.in_(ids))
        return [_subject(*row) for row in db.session.execute(found)]

    def address(self, subject: Subject) -> str:
        return address(_of(subject))

    def way_to_change(self, subject: Subject) -> str:
        return self.address(subject)

    def by(self, viewer: Viewer) -> Sequence[Any]:
        return [select(WaitingPost.id).where(WaitingPost.author_id == viewer.id)]

    def wrote(self, viewer: Viewer, subject: Subject) -> bool:
        return _of(subject).author_id == viewer.id

    def behind(self, subject: Subject) -> Behind:
        return Behind(_of(subject).author_id)

    def whom_to_write(self, subject: Subject) -> Person | None:
        return db.session.get(Person, _of(subject).author_id)

    def whom_to_write_unseen(self, subject: Subject) -> Person | None:
        return None

    def give_back(self, subject: Subject, decision_id: int) -> None:
        """Lets it through after all."""
        _of(subject).let_through()

    def take_out(self, subject: Subject, cut: Cut, everywhere: bool) -> TakenOut:
        return TakenOut({})

    def gone_out(self, subject: Subject) -> GoneOut:
        return GoneOut(0, 0)

    def enclosed(self, subject: Subject) -> tuple[Enclosed, ...]:
        """Nothing comes along with a first post."""
        return ()

    def hold(self, subject: Subject, until: datetime, by_id: int, decision_id: int) -> None: ...

    def release(self, decision_id: int) -> None: ...

    def hide(self, subject: Subject, decision_id: int, by_id: int) -> None: ...

    def close(self, subject: Subject, decision_id: int, by_id: int) -> None: ...

    def reopen(self, subject: Subject, decision_id: int) -> None: ...


def _of(subject: Subject) -> WaitingPost:
    return db.session.get_one(WaitingPost, subject.id)


def _subject(waiting: WaitingPost, title: str | None, name: str, asked_about: bool) -> Subject:
    readable = waiting.declined_at is None or asked_about
    return Subject(
        id=waiting.id,
        kind=WaitingPost.kind,
        agency_id=waiting.agency_id,
        audience=waiting.space.audience,
        place_id=waiting.space_id,
        place=place(waiting),
        within_id=waiting.topic_id or waiting.id,
        heading=heading(waiting, title),
        author=called(name),
        voice=_("a first post"),
        at=waiting.at,
        html=text.render(waiting.body_source) if readable else "",
        source=waiting.body_source if readable else "",
        shown=False,
        hidden=False,
        closed=False,
        waits=True,
    )


subjects.kinds[WaitingPost.kind] = FirstPosts()
