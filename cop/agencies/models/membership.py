"""What a person is: in an agency (a membership), or for the whole Commonwealth (a statewide role)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.models.agency import Area
from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned
from cop.people.models.person import Person

PEER_SUPPORTER, SUPERVISOR, ADMINISTRATOR, DIRECTOR = ROLES = (
    "peer_supporter",
    "supervisor",
    "administrator",
    "director",
)
AREA_DIRECTOR, STEERING, STEWARD = STATEWIDE_ROLES = ("area_director", "steering", "steward")
DISCIPLINES = ("cps", "rc", "fp")  # Certified Peer Specialist, Recovery Coach, Family Partner: never interchangeable


class Membership(Owned, Entity):
    """One person's place in one agency: their role, and a peer supporter's discipline."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("agency_id", "person_id", "role"),)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    role: Mapped[str]
    discipline: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class FormerMember(Owned, Entity):
    """Someone who left or was taken out: they come back by an invitation made for them, and not by themselves."""

    __tablename__ = "former_member"
    __table_args__ = (UniqueConstraint("agency_id", "person_id"),)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @classmethod
    def of(cls, person_id: int) -> Select["FormerMember"]:
        return select(cls).where(cls.person_id == person_id)


class StatewideRole(Entity):
    """What a person does for all agencies. An Area Director of Recovery has an area and belongs to no agency."""

    __tablename__ = "statewide_role"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    person_id: Mapped[int] = mapped_column(Id, ForeignKey(Person.id, ondelete="CASCADE"))
    role: Mapped[str]
    area_slug: Mapped[str | None] = mapped_column(ForeignKey(Area.slug))
