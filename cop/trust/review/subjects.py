"""What can be flagged and decided about, as the features that own it tell of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, false, or_

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.people.models.person import Person
from cop.trust.review.cut import Cut


@dataclass(frozen=True)
class Subject:
    """One thing that someone wrote. `author` and `voice` are what readers are shown, and no more.

    `html` is what it says; for one that was hidden, what it said, as long as that is kept; `source` is the same as it
    was typed. `shown`: readers see it; `hidden`: they do not, because that was decided, and not because its writer
    took it back. `closed`: where it stands takes no more replies; None where that is not for those who look after it
    to decide.
    """

    id: int
    kind: str
    agency_id: int
    audience: str
    place_id: int
    place: str
    within_id: int
    heading: str
    author: str
    voice: str
    at: datetime
    html: str
    source: str
    shown: bool
    hidden: bool
    closed: bool | None
    waits: bool = False  # a first post that nobody reads yet but its writer and those who look after the place

    @property
    def address(self) -> str:
        """Where it is read, on a page."""
        return kinds[self.kind].address(self)

    @property
    def way_to_change(self) -> str:
        """Where whoever wrote it changes it."""
        return kinds[self.kind].way_to_change(self)


@dataclass(frozen=True)
class Behind:
    """Whom a mute is about: an author, or a pseudonym's hand. One of the two."""

    author_id: int | None
    hand: int | None = None


@dataclass(frozen=True)
class GoneOut:
    """What had left already when words are taken out: people who look on now, and who had a mail that leads there.

    `files` go with it and stay as they are: words are taken out of what is said of them, not of what is in them.
    """

    looking_on: int
    mailed: int
    files: int = 0


@dataclass(frozen=True)
class Enclosed:
    """A picture or a file that goes with what was written: where those who decide about it see it, and what it is
    called; of a picture what it shows, in words."""

    address: str
    is_picture: bool
    says: str
    width: int = 0  # of a picture, in pixels
    height: int = 0


@dataclass(frozen=True)
class TakenOut:
    """In how many places words stood, for each thing by its id; and how many posts quoted it with them."""

    places: dict[int, int]
    quoted: int = 0

    @property
    def all(self) -> int:
        return sum(self.places.values()) + self.quoted


class Writing(Protocol):
    """What a feature says of what people write in it. All in the scope in force."""

    def look(self, ids: Collection[int]) -> Sequence[Subject]: ...

    def address(self, subject: Subject) -> str: ...

    def way_to_change(self, subject: Subject) -> str: ...

    def by(self, viewer: Viewer) -> Sequence[Any]:
        """Selects of the ids of what a viewer wrote, with or without a name."""

    def wrote(self, viewer: Viewer, subject: Subject) -> bool: ...

    def behind(self, subject: Subject) -> Behind: ...

    def whom_to_write(self, subject: Subject) -> Person | None:
        """Who gets the mail about a decision; nobody where a mail would tell who wrote it."""

    def whom_to_write_unseen(self, subject: Subject) -> Person | None:
        """Who wrote it without a name: for a mail that is sent at once, and kept nowhere."""

    def hold(self, subject: Subject, until: datetime, by_id: int, decision_id: int) -> None:
        """Whoever wrote it without a name may not write without one for a time; who that is, nobody learns."""

    def release(self, decision_id: int) -> None: ...

    def hide(self, subject: Subject, decision_id: int, by_id: int) -> None: ...

    def give_back(self, subject: Subject, decision_id: int) -> None: ...

    def close(self, subject: Subject, decision_id: int, by_id: int) -> None: ...

    def reopen(self, subject: Subject, decision_id: int) -> None: ...

    def take_out(self, subject: Subject, cut: Cut, everywhere: bool) -> "TakenOut":
        """`everywhere`: in all of the conversation it is a part of. What others quote of it loses them in any case."""

    def gone_out(self, subject: Subject) -> GoneOut: ...

    def enclosed(self, subject: Subject) -> Sequence[Enclosed]:
        """Also of one that was hidden: they belong to what is decided about. None of what its writer took back."""


@dataclass(frozen=True)
class Waits:
    """Something of one's own that waits to be looked at before others see it, or was not let through."""

    heading: str
    place: str
    at: datetime
    address: str
    declined: bool


kinds: dict[str, Writing] = {}
own_waiting: list[Callable[[Viewer], list[Waits]]] = []  # what features have of that


def _each() -> Collection[Writing]:
    return set(kinds.values())


def look(ids: Collection[int]) -> dict[int, Subject]:
    """Those that are in the scope. A few statements, however many there are."""
    return {one.id: one for writing in _each() for one in writing.look(ids)} if ids else {}


def find(subject_id: int) -> Subject | None:
    return look([subject_id]).get(subject_id)


def wrote(viewer: Viewer, subject: Subject) -> bool:
    return kinds[subject.kind].wrote(viewer, subject)


def are_by(viewer: Viewer, column: Any) -> ColumnElement[bool]:
    """Which rows are about something that a viewer wrote: `column` holds the subject's id."""
    return or_(false(), *(column.in_(ids) for writing in _each() for ids in writing.by(viewer)))


def written_by(viewer: Viewer, ids: Collection[int]) -> set[int]:
    """Which of these a viewer wrote themselves."""
    mine = [one.where(one.selected_columns[0].in_(ids)) for writing in _each() for one in writing.by(viewer)]
    return {found for one in mine for found in db.session.scalars(one)} if ids else set()
