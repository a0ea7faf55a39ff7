"""First posts that wait, for the pages of those who look after spaces and of whoever wrote them."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.starters import name_in_words
from cop.forums.words import titled
from cop.trust.review import keepers, queue, subjects
from cop.trust.review.queue import Line
from cop.trust.review.subjects import Waits


def of_spaces(viewer: Viewer) -> list[Line]:
    """In the places that a viewer looks after. One statement."""
    kept = (keepers.kept_by(viewer, Space), WaitingPost.author_id != viewer.id, WaitingPost.declined_at.is_(None))
    return [
        Line(one.space_id, place(one), heading(one, title), _("A newcomer's first post"), one.at, address(one))
        for one, title in _with_titles(*kept)
    ]


def of_ones_own(viewer: Viewer) -> list[Waits]:
    return [
        Waits(heading(one, title), place(one), one.at, address(one), one.declined_at is not None)
        for one, title in _with_titles(WaitingPost.author_id == viewer.id)
    ]


def _with_titles(*rules: object) -> list[tuple[WaitingPost, str | None]]:
    found = select(WaitingPost, Topic.title).join(Space, Space.id == WaitingPost.space_id)
    found = found.outerjoin(Topic, Topic.id == WaitingPost.topic_id).where(*rules)  # type: ignore[arg-type]
    return [(one, title) for one, title in db.session.execute(found.order_by(WaitingPost.id).limit(queue.MOST))]


def heading(waiting: WaitingPost, title: str | None) -> str:
    return titled(title or waiting.title)


def place(waiting: WaitingPost) -> str:
    return name_in_words(waiting.space.name, waiting.space.starter)


def address(waiting: WaitingPost) -> str:
    return url_for("waiting_posts.show", waiting_id=waiting.id)


queue.also.append(of_spaces)
subjects.own_waiting.append(of_ones_own)
