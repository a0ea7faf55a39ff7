"""What everything written by a person has: an author, the agency they spoke from, a source and its rendered HTML."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from cop.core import clock, text
from cop.core.db import Id, Moment


class Written:
    """Source and HTML side by side: rendered and cleaned once, at writing. `once` makes a second click harmless."""

    body_source: Mapped[str]
    body_html: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    once: Mapped[int | None] = mapped_column(Id)

    @declared_attr
    def author_id(cls) -> Mapped[int]:
        return mapped_column(Id, ForeignKey("person.id"), index=True)

    @declared_attr
    def voice_id(cls) -> Mapped[int]:
        """The agency the author spoke from; shown beside the name."""
        return mapped_column(Id, ForeignKey("agency.id"))

    def write(self, source: str, names: Collection[str] = ()) -> None:
        """`names` are those that may be mentioned in it."""
        self.body_source = source
        self.body_html = text.render(source, names)
