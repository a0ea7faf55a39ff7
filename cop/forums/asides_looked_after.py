"""What those who look after an agency can do with what is said aside there; nobody outside learns that anything is.

The agency stands for the space: all that it says aside, under whichever topic, is one place. The topic above is
everybody's: nobody closes it from here.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.live import channel
from cop.core.presence import present
from cop.forums import blotting
from cop.forums.looked_after import AnyPosts, post_of
from cop.forums.models.annex import Annex, AnnexPost
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.forums.words import by, titled
from cop.people.models.person import Person
from cop.trust.review import subjects
from cop.trust.review.cut import Cut
from cop.trust.review.subjects import Enclosed, GoneOut, Subject, TakenOut

SHOWN = (
    select(AnnexPost.id, AnnexPost.agency_id, AnnexPost.body_html, AnnexPost.body_source,
           AnnexPost.created_at, Annex.audience,
           Annex.topic_id, Topic.title, Agency.name.label("agency_name"), Person.name.label("author_name"),
           Removal.body_html.label("was_html"),
           Removal.body_source.label("was_source"), Removal.decision_id)
    .join(Annex, Annex.id == AnnexPost.annex_id)
    .join(Topic, Topic.id == Annex.topic_id)
    .join(Agency, Agency.id == AnnexPost.agency_id)
    .join(Person, Person.id == AnnexPost.author_id)
    .outerjoin(Removal, Removal.annex_post_id == AnnexPost.id)
)  # fmt: skip


class Asides(AnyPosts):
    """See cop.trust.review.subjects.Writing. Aside one speaks by name, so that no hand is ever held."""

    def look(self, ids: Collection[int]) -> Sequence[Subject]:
        """One statement."""
        return [_subject(row) for row in db.session.execute(SHOWN.where(AnnexPost.id.in_(ids)))]

    def address(self, subject: Subject) -> str:
        return url_for("annex_posts.show", topic_id=subject.within_id, aside_id=subject.id)

    def way_to_change(self, subject: Subject) -> str:
        return self.address(subject)

    def by(self, viewer: Viewer) -> Sequence[Any]:
        return [select(AnnexPost.id).where(AnnexPost.author_id == viewer.id)]

    def whom_to_write_unseen(self, _subject: Subject) -> None: ...

    def hold(self, _subject: Subject, _until: datetime, _by_id: int, _decision_id: int) -> None: ...

    def release(self, _decision_id: int) -> None: ...

    def close(self, _subject: Subject, _decision_id: int, _by_id: int) -> None: ...

    def reopen(self, _subject: Subject, _decision_id: int) -> None: ...

    def take_out(self, subject: Subject, cut: Cut, everywhere: bool) -> TakenOut:
        post = post_of(subject)
        if everywhere:
            return TakenOut(blotting.in_annex(post.annex_id, cut))
        many = blotting.in_words(post, cut)
        return TakenOut({post.id: many} if many else {})

    def gone_out(self, subject: Subject) -> GoneOut:
        return GoneOut(len(present(channel("annex", post_of(subject).annex_id))), mailed=0)

    def enclosed(self, _subject: Subject) -> tuple[Enclosed, ...]:
        """Aside nothing comes along with words."""
        return ()


def _subject(row: AnyRow) -> Subject:
    hidden = row.decision_id is not None
    return Subject(
        id=row.id,
        kind=AnnexPost.kind,
        agency_id=row.agency_id,
        audience=row.audience,
        place_id=row.agency_id,
        place=_("Side conversations at %(agency)s", agency=row.agency_name),
        within_id=row.topic_id,
        heading=titled(row.title),
        author=by(row.author_name, None),
        voice=row.agency_name,
        at=row.created_at,
        html=row.was_html if hidden else row.body_html,
        source=row.was_source if hidden else row.body_source,
        shown=bool(row.body_html),
        hidden=hidden,
        closed=None,
    )


subjects.kinds[AnnexPost.kind] = Asides()
