"""Whom a post may mention: by a whole name after an @.

There is no directory across agencies: those who wrote in the topic with their name, whom everyone there knows, and the
people of one's own agencies. Of both only whoever may read it. Any other name is words like others, so that nobody
learns who exists. Without one's name only the first are left: a colleague's name would tell where one works.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, union
from wtforms import ValidationError

from cop.agencies import crowd
from cop.agencies.viewer import Viewer
from cop.core import text
from cop.core.db import db
from cop.forums.along import Along
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic

MOST = 10  # people in one post


def people(viewer: Viewer, space: Any, topic_id: int | None, nameless: bool, named: str = "") -> list[Viewer]:
    """Two statements. `space` is a space or a topic; `topic_id` is None for a topic that is new."""
    return crowd.among(space, _writers(topic_id) if topic_id else (), () if nameless else viewer.agency_ids, named)


def _writers(topic_id: int) -> list[int]:
    asked = select(Topic.author_id).where(Topic.id == topic_id, Topic.author_id.is_not(None))
    answered = select(Reply.author_id).where(Reply.topic_id == topic_id, Reply.author_id.is_not(None))
    return list(db.session.scalars(union(asked, answered)))


def by_name(found: Iterable[Viewer]) -> dict[str, list[int]]:
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for one in found:
        ids[text.tidy(one.name)].append(one.id)
    return ids


def ids_in(words: str, called: dict[str, list[int]]) -> list[int]:
    """Of those who may be, who is mentioned; people of one name are all meant."""
    return [person_id for name in text.mentioned(words, called) for person_id in called[name]]


def along_with(words: str, author: Viewer, space: Any, topic_id: int | None) -> Along:
    """For words that waited, as they are let through: who may be mentioned by then. At most MOST are told."""
    called = by_name(people(author, space, topic_id, nameless=False)) if "@" in words else {}
    return Along(called, ids_in(words, called)[:MOST])


class Mentioning:
    """Before a form's own class; `near` comes first, wherever words are taken in."""

    _near: tuple[Any, ...] | None = None

    def near(self, viewer: Any, space: Any, topic_id: int | None = None, nameless: bool = False) -> Any:
        """Where its words are to stand. `nameless`: without a name, whatever the form says. Gives the form."""
        self._near = viewer, space, topic_id, nameless
        return self

    @cached_property
    def called(self) -> dict[str, list[int]]:
        """By name, who may be mentioned. No statement where no @ is."""
        words = self["body"].data or ""  # type: ignore[index]
        if self._near is None or "@" not in words:
            return {}
        viewer, space, topic_id, _ = self._near
        return by_name(people(viewer, space, topic_id, self.unsigned))

    @property
    def unsigned(self) -> bool:
        """Whether it goes, or went, without a name."""
        without = getattr(self, "without_name", None)
        return bool(self._near and self._near[3]) or bool(without and without.data)

    @cached_property
    def mentioned(self) -> list[int]:
        """The ids of those who are."""
        return ids_in(self["body"].data, self.called)  # type: ignore[index]

    def validate_body(self, _field: Any) -> None:
        if len(self.mentioned) > MOST:
            raise ValidationError(_l("Please mention at most 10 people in one post."))
