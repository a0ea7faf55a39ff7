"""A circle: people who were invited, one by one, from one agency or from several. A space can be for a circle only.

Whoever is in it holds the pair (agency, `circle:<id>`) among their audiences, so that what is for a circle is seen by
the same rule as all else. A circle of the Commonwealth is of people from several agencies; no list of them is shown
to anyone but themselves.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.audience import of_circle
from cop.agencies.facts import CircleLeft
from cop.core import clock, signing
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned

DAYS = 14  # a link works for so long
MOST = 50  # people in one circle: more is a space for everyone
PURPOSE = "circle"


def _of_circle(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["agency_id", "circle_id"], ["circle.agency_id", "circle.id"], name=f"fk_{table}_circle"
    )


class Circle(Owned, Entity):
    __tablename__ = "circle"
    __table_args__ = (UniqueConstraint("agency_id", "id"),)

    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def begin(cls, agency_id: int, person_id: int) -> "Circle":
        """With whoever begins it in it."""
        made = cls(agency_id=agency_id)
        db.session.add(made)
        db.session.flush()
        made.join(person_id)
        return made

    @classmethod
    def of_agency(cls, agency_id: int) -> Select["Circle"]:
        return select(cls).where(cls.agency_id == agency_id)

    @property
    def audience(self) -> str:
        return of_circle(self.id)

    def _member(self, person_id: int) -> Any:
        mine = (CircleMember.circle_id == self.id, CircleMember.person_id == person_id)
        return db.session.scalars(select(CircleMember).where(*mine)).first()

    def is_full(self) -> bool:
        """Its row is locked: two who come at once are one after the other."""
        db.session.execute(select(Circle.id).where(Circle.id == self.id).with_for_update())
        inside = select(CircleMember.id).where(CircleMember.circle_id == self.id).limit(MOST)
        return len(db.session.scalars(inside).all()) >= MOST

    def join(self, person_id: int) -> None:
        """Safe to repeat."""
        if self._member(person_id) is None:
            db.session.add(CircleMember(agency_id=self.agency_id, circle_id=self.id, person_id=person_id))
            db.session.flush()

    def leave(self, person_id: int) -> None:
        """Safe to repeat. Their open pages stop listening at once."""
        if (member := self._member(person_id)) is not None:
            db.session.delete(member)
            record(CircleLeft(self.agency_id, person_id))

    def take_out(self, person_id: int) -> None:
        """They can't come back by themselves: every link that was made so far ends with it."""
        self.leave(person_id)
        db.session.execute(delete(CircleInvitation).where(CircleInvitation.circle_id == self.id))


class CircleMember(Owned, Entity):
    __tablename__ = "circle_member"
    __table_args__ = (_of_circle("circle_member"), UniqueConstraint("circle_id", "person_id"))

    circle_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class CircleInvitation(Owned, Entity):
    """A link into a circle, for whoever it is handed to, for a while. Taken back, its row is gone."""

    __tablename__ = "circle_invitation"
    __table_args__ = (_of_circle("circle_invitation"),)

    circle_id: Mapped[int] = mapped_column(Id, index=True)
    by_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment, default=lambda: clock.now() + timedelta(days=DAYS))

    @property
    def token(self) -> str:
        return signing.sign(PURPOSE, self.id)

    @classmethod
    def make(cls, circle: Circle, by_id: int) -> "CircleInvitation":
        made = cls(agency_id=circle.agency_id, circle_id=circle.id, by_id=by_id)
        db.session.add(made)
        return made

    @classmethod
    def open_in(cls, circle_id: int) -> Any:
        return select(cls).where(cls.circle_id == circle_id, cls.expires_at > clock.now()).order_by(cls.id.desc())

    @classmethod
    def found(cls, token: str) -> "CircleInvitation | None":
        """The one a link was made of, while it works and where the viewer's scope holds it. One statement."""
        number = signing.unsign(PURPOSE, token)
        if number is None:
            return None
        return db.session.scalars(select(cls).where(cls.id == number, cls.expires_at > clock.now())).first()


def leave_all(agency_id: int, person_id: int) -> None:
    """Whoever is no longer in an agency is in none of its circles, and finds none open when they come back."""
    mine = (CircleMember.agency_id == agency_id, CircleMember.person_id == person_id)
    db.session.execute(delete(CircleMember).where(*mine))
