"""Asking to post without one's name: what the form shows, and what is said before it is sent."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from cop.agencies import crowd
from cop.forums import policy
from cop.forums.models.first_look import FirstLook
from cop.forums.models.hold import Hold
from cop.forums.models.waiting_post import has_written, must_wait
from cop.trust.models.muted import Muted
from cop.trust.pseudonyms import FEW

HELD = _l("Until %(day)s you can post here with your name only. Nobody was told who you are. Nothing was posted.")

FIRST = _l("Your first post here waits until someone has looked at it, so it needs your name. Nothing was posted.")


@dataclass(frozen=True)
class _Place:
    """A space as a policy asks about it: who looks after it is read once, for all who are counted."""

    agency_id: int
    audience: str
    opened_by: str
    of_circle: bool
    caretaker_ids: Collection[int]


class MayBeNameless:
    """Before a form's own class. `asks_few`: so few people could have written it that it is asked once more."""

    asks_few = False
    could: Callable[[Any, Any], bool]  # whether a viewer may send this form in a space
    without_name = BooleanField(_l("Post without my name"))
    few_known = BooleanField(_l("Post it without my name all the same"))

    def withheld(self, viewer: Any, space: Any, topic_id: int | None = None) -> int | None:
        """The status of the page that shows the form again; None when it may be sent as asked.

        Never is it sent by name instead: whoever asked for this must not find their name on it.
        """
        field: Any = self.without_name
        if not field.data:
            return None
        if not policy.can_be_nameless(viewer, space):
            field.errors = [*field.errors, _l("Here it can't be posted without your name, so nothing was posted.")]
            return 422
        if must_wait(space, viewer, nameless=True):
            field.errors = [*field.errors, FIRST]
            return 422
        until = Hold.over(space.agency_id, viewer.id)
        if until is not None:
            field.errors = [*field.errors, str(HELD) % {"day": format_date(until)}]
            return 422
        if not self.few_known.data and self._few(space, topic_id):
            self.asks_few = True
            return 200
        return None

    def _few(self, space: Any, topic_id: int | None) -> bool:
        """Who may only read it wrote nothing: counted are those who could have sent just this form."""
        only = [Muted.nobody_who_is(space.agency_id, topic_id)]
        if FirstLook.of(space.id) is not None:
            only.append(has_written(space.agency_id))
        place = _Place(*(getattr(space, one.name) for one in fields(_Place)))
        return not crowd.at_least(FEW, space.agency_id, lambda one: self.could(one, place), *only)
