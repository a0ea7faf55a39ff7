"""Areas and agencies. An agency is a tenant; its id is what every owned row carries."""

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.core.db import Base, Entity, Id
from cop.core.tenancy import COMMONWEALTH


class Area(Base):
    """One of the five DMH areas. They are few, fixed and known by their names."""

    __tablename__ = "area"

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    position: Mapped[int]

    @classmethod
    def in_order(cls) -> Select["Area"]:
        return select(cls).order_by(cls.position)


class Agency(Entity):
    """A provider agency, or the Commonwealth (id 0). Its name is public; what is inside it is not."""

    __tablename__ = "agency"

    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    areas: Mapped[list["AgencyArea"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @classmethod
    def providers(cls) -> Select["Agency"]:
        return select(cls).where(cls.id != COMMONWEALTH).order_by(cls.name)


class AgencyArea(Base):
    """An area that an agency serves."""

    __tablename__ = "agency_area"

    served_by_id: Mapped[int] = mapped_column(Id, ForeignKey(Agency.id, ondelete="CASCADE"), primary_key=True)
    area_slug: Mapped[str] = mapped_column(ForeignKey(Area.slug), primary_key=True)
