"""What those who look after a space can do with a post: hide it and give it back, close its topic, take words out.

The one place where trust's review meets posts of topics (for what is said aside see asides_looked_after). Who wrote one
is asked of `policy.wrote`, and where many are looked at together of `by`, which must say the same.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import delete, select

from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.live import channel
from cop.core.presence import present
from cop.forums import blotting, leading_here, policy, quotes, unnamed
from cop.forums.along import PICTURE
from cop.forums.models import closure
from cop.forums.models.annex import AnnexPost
from cop.forums.models.attachment import OF_POSTS
from cop.forums.models.closure import Closure
from cop.forums.models.hold import Hold
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.forums.starters import name_in_words
from cop.forums.voices import with_voice
from cop.forums.words import by, titled
from cop.people.models.person import Person
from cop.trust.review import subjects
from cop.trust.review.cut import Cut
from cop.trust.review.subjects import Behind, Enclosed, GoneOut, Subject, TakenOut

KINDS: dict[str, Any] = {kind.kind: kind for kind in (Topic, Reply, AnnexPost)}
PLACE = (Space.id.label("place_id"), Space.name.label("place"), Space.starter, Space.audience,
         Topic.id.label("within_id"), Topic.title, Removal.title.label("was_title"),
         Removal.body_html.label("was_html"), Removal.body_source.label("was_source"),
         Removal.decision_id, Closure.id.label("closure_id"))  # fmt: skip


def post_of(subject: Subject) -> Any:
    return db.session.get_one(KINDS[subject.kind], subject.id)


def behind(post: Topic | Reply | AnnexPost) -> Behind:
    """Whom a mute of this post's writer is about."""
    return Behind(post.author_id, post.hand)


class AnyPosts:
    """What holds for every post, in a topic or aside. See cop.trust.review.subjects.Writing."""

    def wrote(self, viewer: Viewer, subject: Subject) -> bool:
        return policy.wrote(viewer, post_of(subject))

    def behind(self, subject: Subject) -> Behind:
        return behind(post_of(subject))

    def whom_to_write(self, subject: Subject) -> Person | None:
        author_id = behind(post_of(subject)).author_id
        return db.session.get(Person, author_id) if author_id else None

    def hide(self, subject: Subject, decision_id: int, by_id: int) -> None:
        post_of(subject).hide(decision_id, by_id)

    def give_back(self, subject: Subject, decision_id: int) -> None:
        post_of(subject).unhide(decision_id)


class Posts(AnyPosts):
    def look(self, ids: Collection[int]) -> Sequence[Subject]:
        """Two statements."""
        return [_subject(kind.kind, row) for kind in (Topic, Reply) for row in _rows(kind, ids)]

    def address(self, subject: Subject) -> str:
        return url_for("posts.show", topic_id=subject.within_id, post_id=subject.id)

    def way_to_change(self, subject: Subject) -> str:
        return url_for("posts.edit", topic_id=subject.within_id, post_id=subject.id)

    def by(self, viewer: Viewer) -> Sequence[Any]:
        named = [select(kind.id).where(kind.author_id == viewer.id) for kind in (Topic, Reply)]
        return [*named, *unnamed.by(viewer.id)]

    def whom_to_write_unseen(self, subject: Subject) -> Person | None:
        person_id = unnamed.author_of(post_of(subject))
        return db.session.get(Person, person_id) if person_id else None

    def hold(self, subject: Subject, until: datetime, by_id: int, decision_id: int) -> None:
        hand = post_of(subject).hand
        if hand is not None:
            Hold.put(subject.agency_id, subject.within_id, hand, until, by_id, decision_id)

    def release(self, decision_id: int) -> None:
        db.session.execute(delete(Hold).where(Hold.decision_id == decision_id))

    def close(self, subject: Subject, decision_id: int, by_id: int) -> None:
        closure.close(db.session.get_one(Topic, subject.within_id), by_id, decision_id)

    def reopen(self, subject: Subject, decision_id: int) -> None:
        closure.reopen(db.session.get_one(Topic, subject.within_id), decision_id)

    def take_out(self, subject: Subject, cut: Cut, everywhere: bool) -> TakenOut:
        post = post_of(subject)
        said = quotes.said_by(post)
        places = blotting.in_topic(subject.within_id, cut) if everywhere else blotting.in_post(post, cut)
        found = TakenOut(places, quotes.take_out(post, said, cut))
        for changed in _changed(subject, found):
            quotes.go_from_annexes(changed)
        return found

    def gone_out(self, subject: Subject) -> GoneOut:
        post = post_of(subject)
        looking_on = len(present(channel("topic", subject.within_id)))
        return GoneOut(looking_on, leading_here.mailed(subject.within_id, subject.id), post.attached)

    def enclosed(self, subject: Subject) -> Sequence[Enclosed]:
        """One statement."""
        if not (subject.shown or subject.hidden):
            return ()
        return [
            Enclosed(
                url_for("reviewed_files.show", subject_id=subject.id, attachment_id=one.id),
                one.kind == PICTURE,
                one.says or one.file_name,
                one.width,
                one.height,
            )
            for one in OF_POSTS.rows(post_ids=[subject.id])
        ]


def _changed(subject: Subject, found: TakenOut) -> Iterator[Topic | Reply]:
    """The posts that words were taken out of. Where it was only quoted, that which was quoted."""
    ids = {subject.id, *found.places}
    yield from db.session.scalars(select(Topic).where(Topic.id.in_(ids))).all()
    yield from db.session.scalars(select(Reply).where(Reply.id.in_(ids))).all()


def _rows(kind: Any, ids: Collection[int]) -> Sequence[AnyRow]:
    found = select(kind.id, kind.agency_id, kind.body_html, kind.body_source, kind.created_at, *PLACE)
    if kind is Reply:
        found = found.join(Topic, Topic.id == Reply.topic_id)
    found = with_voice(found.join(Space, Space.id == Topic.space_id), kind)
    found = found.outerjoin(Removal, getattr(Removal, f"{kind.kind}_id") == kind.id)
    found = found.outerjoin(Closure, Closure.topic_id == Topic.id)
    return db.session.execute(found.where(kind.id.in_(ids), kind.into_id.is_(None))).all()


def _subject(kind: str, row: AnyRow) -> Subject:
    hidden = row.decision_id is not None
    return Subject(
        id=row.id,
        kind=kind,
        agency_id=row.agency_id,
        audience=row.audience,
        place_id=row.place_id,
        place=name_in_words(row.place, row.starter),
        within_id=row.within_id,
        heading=(row.was_title if hidden else "") or titled(row.title),
        author=by(row.author_name, row.hand),
        voice=row.voice_name if row.hand is None else _("without a name"),
        at=row.created_at,
        html=row.was_html if hidden else row.body_html,
        source=row.was_source if hidden else row.body_source,
        shown=bool(row.body_html),
        hidden=hidden,
        closed=row.closure_id is not None,
    )


posts = Posts()
subjects.kinds |= {Topic.kind: posts, Reply.kind: posts}
