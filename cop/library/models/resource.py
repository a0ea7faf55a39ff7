"""A resource: something worth handing on, and its editions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship
from werkzeug.datastructures import FileStorage

from cop.agencies.audience import EVERYONE
from cop.agencies.viewer import Viewer
from cop.core import clock, storage
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.file_kinds import tidy_name
from cop.core.tenancy import Owned
from cop.library.facts import EditionAdded


class Resource(Owned, Entity):
    """A title, a summary and at least one edition. `core_values` are slugs of the eleven."""

    __tablename__ = "resource"
    __table_args__ = (
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("author_id", "once"),
        Index("ix_resource_created", "agency_id", "audience", "id"),
    )

    author_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"), index=True)
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"))
    once: Mapped[int | None] = mapped_column(Id)
    audience: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    core_values: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    editions: Mapped[list["Edition"]] = relationship(lazy="raise", order_by="Edition.number.desc()")

    @classmethod
    def add(cls, by: Viewer, agency_id: int, file: FileStorage, kind: str, once: int | None, **said: Any) -> "Resource":
        """Keeps the file and says what it is; the same resource again when this form was already sent.

        `said` has title, summary, language and core_values.
        """
        sent = select(cls).where(cls.author_id == by.id, cls.once == once)
        if once is not None and (already := db.session.scalars(sent).first()) is not None:
            return already
        kept = storage.keep(agency_id, file.stream)
        resource = cls(agency_id=agency_id, author_id=by.id, voice_id=agency_id or by.voice_id, once=once,
                       audience=EVERYONE, **said)  # fmt: skip
        db.session.add(resource)
        db.session.flush()
        name = tidy_name(file.filename or "", kind)
        edition = Edition(agency_id=agency_id, resource_id=resource.id, file_key=kept.key, file_name=name, kind=kind,
                          size=kept.size, sha256=kept.sha256)  # fmt: skip
        db.session.add(edition)
        db.session.flush()
        record(EditionAdded(agency_id, resource.id, edition.id))
        return resource

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Resource"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))


class Edition(Owned, Entity):
    """One file of a resource. `words` is the text inside it: None until it was read, empty when there is none."""

    __tablename__ = "edition"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "resource_id"], ["resource.agency_id", "resource.id"], name="fk_edition_resource"
        ),
        UniqueConstraint("resource_id", "number"),
    )

    resource_id: Mapped[int] = mapped_column(Id)
    number: Mapped[int] = mapped_column(default=1)
    file_key: Mapped[str]
    file_name: Mapped[str]
    kind: Mapped[str]  # pdf, docx, pptx, txt ...: what the content is, whatever the name says
    size: Mapped[int] = mapped_column(Id)
    sha256: Mapped[str]
    words: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
