"""A space: where topics are, who they are for, who may start them, and who looks after it."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, delete, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.audience import is_narrower, is_of_circle
from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.forums.facts import AudienceChanged, SpaceChanged, SpaceMade

LAST = 1000  # after those that were there from the beginning
EVERYONE, CARETAKERS = "everyone", "caretakers"  # who may start topics: everyone there, or those who look after it


class Space(Owned, Entity):
    """One place for topics. `topics` counts them, kept in the transaction that opens one.

    `starter` is the key of one that was there from the beginning: its name and purpose are said in the reader's
    language (cop.forums.starters) until somebody gives it others.
    """

    __tablename__ = "space"
    __table_args__ = (
        UniqueConstraint("agency_id", "slug"),
        UniqueConstraint("agency_id", "id"),
        UniqueConstraint("by_id", "once"),
    )

    slug: Mapped[str]
    name: Mapped[str]
    purpose: Mapped[str]
    audience: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    nameless: Mapped[bool] = mapped_column(default=False)  # whether one may write here without one's name
    topics: Mapped[int] = mapped_column(default=0)
    starter: Mapped[str | None]
    opened_by: Mapped[str] = mapped_column(default=EVERYONE, server_default=EVERYONE)
    # Whoever made it may not be one of those it is for: it is no row of theirs to take along.
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"), info={"person": False})
    once: Mapped[int | None] = mapped_column(Id)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Space"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))

    @classmethod
    def make(cls, agency_id: int, audience: str, by: Viewer, name: str, purpose: str, opened_by: str,
             nameless: bool, once: int | None) -> "Space":  # fmt: skip
        """Listed after those that are there, and looked after by whoever makes it, where they are let in."""
        made = cls(agency_id=agency_id, audience=audience, name=name, purpose=purpose, opened_by=opened_by,
                   nameless=nameless, position=LAST, slug=_slug(name), by_id=by.id, once=once)  # fmt: skip
        db.session.add(made)
        db.session.flush()
        if is_of_circle(audience) or by.belongs_to(made):
            made.give_to(by.id)
        if not is_of_circle(audience):  # who invites whom is nobody else's to know
            record(SpaceMade(agency_id, None, made.id, audience))
        return made

    def say(self, name: str, purpose: str) -> None:
        """What it is called and for, from now on in these words for everyone."""
        self.name, self.purpose, self.starter = name, purpose, None
        self._changed("words")

    def let_open(self, opened_by: str) -> None:
        if opened_by != self.opened_by:
            self.opened_by = opened_by
            self._changed("opened_by")

    def let_be_nameless(self, nameless: bool) -> None:
        if nameless != self.nameless:
            self.nameless = nameless
            self._changed("nameless")

    def may_be_for(self, audience: str) -> bool:
        """What people wrote for some is never shown to others. Its row must be locked where it is about to change."""
        return self.topics == 0 or is_narrower(audience, than=self.audience)

    def narrow(self, audience: str) -> None:
        """For whom it is from now on. Raises ValueError where that would show people's words to others."""
        if not self.may_be_for(audience):
            raise ValueError(audience)
        if audience != self.audience:
            self.audience = audience
            self._changed("audience")
            record(AudienceChanged(self.agency_id, self.id))

    def _changed(self, what: str) -> None:
        if not self.of_circle:
            record(SpaceChanged(self.agency_id, None, self.id, what))

    @property
    def of_circle(self) -> bool:
        """Whether it is for people who were invited."""
        return is_of_circle(self.audience)

    @property
    def caretaker_ids(self) -> Sequence[int]:
        """One statement."""
        return db.session.scalars(select(Caretaker.person_id).where(Caretaker.space_id == self.id)).all()

    def give_to(self, person_id: int) -> None:
        """They look after it, too. Safe to repeat."""
        if person_id not in self.caretaker_ids:
            db.session.add(Caretaker(agency_id=self.agency_id, space_id=self.id, person_id=person_id))
            db.session.flush()

    def take_from(self, person_id: int) -> None:
        db.session.execute(delete(Caretaker).where(Caretaker.space_id == self.id, Caretaker.person_id == person_id))


class Caretaker(Owned, Entity):
    """Someone looks after a space: its words, who may start topics there, and who was invited."""

    __tablename__ = "space_caretaker"
    __table_args__ = (
        ForeignKeyConstraint(
            ["agency_id", "space_id"], ["space.agency_id", "space.id"], name="fk_space_caretaker_space"
        ),
        UniqueConstraint("space_id", "person_id"),
    )

    space_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


def _slug(name: str) -> str:
    """Words of the name, and an ending that says nothing of others with the same name that one may not see."""
    words = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    return f"{words.strip('-')[:40].strip('-') or 'space'}-{secrets.token_hex(3)}"
