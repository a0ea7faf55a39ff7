"""A post: what someone wrote in a topic, its opening words or a reply. It can be changed, removed and given back.

It has an author or, if it was written without a name, a hand (see cop.trust.pseudonyms): never both. Whatever is kept
of one without a name, its versions, its removal and what is due about it, tells the hour and no more.
"""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, column, delete
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from cop.core import clock, ids, jobs, text
from cop.core.db import Id, Moment, db
from cop.core.facts import record
from cop.core.once import already_sent
from cop.core.writing import Written
from cop.forums.along import NOTHING, Along
from cop.forums.facts import PostChanged
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.version import LASTS, Removal, Version
from cop.trust import pseudonyms

NO_TITLE = "…"


class Thanked:
    """How many said a kind word of it in one tap; who, is in Kindness."""

    thanks: Mapped[int] = mapped_column(default=0)
    too: Mapped[int] = mapped_column(default=0)
    holding: Mapped[int] = mapped_column(default=0)


def signed(table: str) -> tuple[Any, ...]:
    """An author or a hand; and a form that was sent twice without a name is known by its key alone."""
    one = CheckConstraint("(author_id IS NULL) <> (hand IS NULL)", name="author_or_hand")
    nobody: Any = {f"{dialect}_where": column("author_id").is_(None) for dialect in ("sqlite", "postgresql")}
    return one, Index(f"ix_{table}_once_without_name", "once", unique=True, **nobody)


class Post(Written):
    """`version` counts what it said so far. A form that knows an older one would overwrite what it has not seen."""

    id: Mapped[int]
    agency_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    if TYPE_CHECKING:
        attached: Any  # how many pictures and files go with it, and None where none can
        hand: Mapped[int | None]  # a column where one may write without a name, and None where one may not
    kind: ClassVar[str]  # topic, reply or annex_post

    @declared_attr
    def author_id(cls) -> Mapped[int | None]:  # type: ignore[override]
        return mapped_column(Id, ForeignKey("person.id"), index=True)

    @property
    def heading(self) -> str:
        """A topic's title; nothing for a reply."""
        return ""

    @property
    def named(self) -> dict[str, int]:
        """How versions, removals and what else hangs on it name this post."""
        return {f"{self.kind}_id": self.id}

    @property
    def in_topic(self) -> int:
        raise NotImplementedError

    @property
    def about(self) -> dict[str, str]:
        """A topic's tags and core values; nothing for a reply."""
        return {}

    def head(self, title: str) -> None:
        """Gives it a title, if it is of a kind that has one."""

    def say_of(self, tags: Collection[str] = (), values: Collection[str] = ()) -> None:
        """What it is about, and is found by, if it is of a kind that is."""

    def is_by(self, person_id: int) -> bool:
        """Whether someone wrote it, with or without their name. One statement where it has none."""
        if self.hand is None:
            return self.author_id == person_id
        return self.hand == Pseudonym.hand_of(self.in_topic, person_id)

    @classmethod
    def already(cls, person_id: int, once: int | None, nameless: bool) -> Any:
        """What this form made of this person's when it was sent before, if it was."""
        if not nameless:
            return already_sent(cls, cls.author_id == person_id, once)
        found = already_sent(cls, cls.author_id.is_(None), pseudonyms.unclocked(once))
        return found if found is not None and found.is_by(person_id) else None

    def moment(self) -> datetime:
        """Now, as exactly as may be told."""
        return clock.now() if self.hand is None else pseudonyms.rounded(clock.now())

    def next_id(self) -> int:
        """For a row about it that is made now."""
        return ids.new_id() if self.hand is None else pseudonyms.new_id(clock.now())

    def hour_over(self) -> datetime | None:
        """When others may hear of it: without a name not in the minute in which it was written. None is at once."""
        return None if self.hand is None else pseudonyms.hour_over(clock.now())

    @property
    def removal(self) -> Removal | None:
        """One statement."""
        return db.session.scalars(Removal.of(self)).first()

    def edit(self, source: str, title: str = "", along: Along = NOTHING) -> None:
        """Says it anew. What it said before stays to be read as an earlier version."""
        if (source, title) == (self.body_source, self.heading) and not along.pieces:
            return
        before = {"number": self.version, "at": self.edited_at or self.created_at, "attached": self.attached}
        db.session.add(Version(id=self.next_id(), **before, **self._words()))
        self.write(source, along.names)
        self.head(title)
        self.version += 1
        self.edited_at = self.moment()
        self._changed()

    def remove(self, by_id: int | None = None) -> None:
        """Takes it out of sight. Safe to repeat. It can be given back for as long as LASTS."""
        if not self.body_source:
            return
        removal = Removal(id=self.next_id(), by_id=by_id, at=self.moment(), **self._words(), **self.about)
        db.session.add(removal)
        self.body_source = self.body_html = ""
        self.head(NO_TITLE)
        self.say_of()
        db.session.flush()
        over = removal.at + LASTS
        jobs.add("forget-removal", self.agency_id, {"removal_id": removal.id}, due_at=over, id=self.next_id())
        self._changed()

    def hide(self, decision_id: int, by_id: int) -> None:
        """As `remove`, because that was decided: also of one that its writer took back already."""
        self.remove(by_id)
        removal = self.removal
        if removal is not None:
            removal.decision_id = decision_id

    def unhide(self, decision_id: int) -> None:
        """What its writer had taken back before stays with them."""
        removal = self.removal
        if removal is None or removal.decision_id != decision_id:
            return
        removal.decision_id = None
        if removal.by_id is not None and removal.body_source:
            self.give_back(removal)
        else:
            self._changed()

    def blot(self, source: str, title: str) -> None:
        """Words are taken out: no version is kept of what it said, and a form that is open elsewhere is out of date.

        Names that remain go on standing out; nobody is called anew.
        """
        self.write(source, text.marked(self.body_html))
        self.head(title)
        self.version += 1
        self._changed()

    def give_back(self, removal: Removal) -> None:
        """It says again what it said."""
        self.body_source, self.body_html = removal.body_source, removal.body_html
        self.head(removal.title)
        self.say_of(removal.tags.split(), removal.core_values.split())
        db.session.delete(removal)
        self._came_back()

    def forget_for_good(self) -> None:
        """What it said before, once it can be given back no more."""
        db.session.execute(delete(Version).where(Version.is_of(self)))

    def _words(self) -> dict[str, Any]:
        said = {"title": self.heading, "body_source": self.body_source, "body_html": self.body_html}
        return {"agency_id": self.agency_id, **self.named, **said}

    def _came_back(self) -> None:
        self._changed()

    def _changed(self) -> None:
        record(PostChanged(self.agency_id, self.in_topic, self.id))
