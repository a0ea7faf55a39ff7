"""A post: what someone wrote in a topic, its opening words or a reply. It can be changed, removed and given back."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock, jobs
from cop.core.db import Moment, db
from cop.core.facts import record
from cop.core.writing import Written
from cop.forums.facts import PostChanged
from cop.forums.models.version import KINDS, LASTS, Removal, Version

NO_TITLE = "…"


class Post(Written):
    """`version` counts what it said so far. A form that knows an older one would overwrite what it has not seen."""

    id: Mapped[int]
    agency_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None] = mapped_column(Moment)
    kind: ClassVar[str]  # topic, reply or annex_post

    @property
    def heading(self) -> str:
        """A topic's title; nothing for a reply."""
        return ""

    @property
    def named(self) -> dict[str, int | None]:
        """How versions and removals name this post."""
        return {f"{kind}_id": None for kind in KINDS} | {f"{self.kind}_id": self.id}

    @property
    def in_topic(self) -> int:
        raise NotImplementedError

    def head(self, title: str) -> None:
        """Gives it a title, if it is of a kind that has one."""

    @property
    def removal(self) -> Removal | None:
        """One statement."""
        return db.session.scalars(Removal.of(self)).first()

    def edit(self, source: str, title: str = "") -> None:
        """Says it anew. What it said before stays to be read as an earlier version."""
        if (source, title) == (self.body_source, self.heading):
            return
        db.session.add(Version(number=self.version, at=self.edited_at or self.created_at, **self._words()))
        self.write(source)
        self.head(title)
        self.version += 1
        self.edited_at = clock.now()
        self._changed()

    def remove(self, by_id: int | None = None) -> None:
        """Takes it out of sight. Safe to repeat. It can be given back for as long as LASTS."""
        if not self.body_source:
            return
        removal = Removal(by_id=by_id, **self._words())
        db.session.add(removal)
        self.body_source = self.body_html = ""
        self.head(NO_TITLE)
        db.session.flush()
        jobs.add("forget-removal", self.agency_id, {"removal_id": removal.id}, due_at=clock.now() + LASTS)
        self._changed()

    def give_back(self, removal: Removal) -> None:
        """It says again what it said."""
        self.body_source, self.body_html = removal.body_source, removal.body_html
        self.head(removal.title)
        db.session.delete(removal)
        self._changed()

    def forget_versions(self) -> None:
        mine = [getattr(Version, name) == value for name, value in self.named.items() if value]
        db.session.execute(delete(Version).where(*mine))

    def _words(self) -> dict[str, Any]:
        said = {"title": self.heading, "body_source": self.body_source, "body_html": self.body_html}
        return {"agency_id": self.agency_id, **self.named, **said}

    def _changed(self) -> None:
        record(PostChanged(self.agency_id, self.in_topic, self.id))
