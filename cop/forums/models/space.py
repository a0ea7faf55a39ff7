"""A space: where topics are, and who they are for."""

from sqlalchemy import Select, UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from cop.agencies.viewer import Viewer
from cop.core.db import Entity
from cop.core.tenancy import Owned


class Space(Owned, Entity):
    """One place for topics. `topics` counts them, kept in the transaction that opens one."""

    __tablename__ = "space"
    __table_args__ = (UniqueConstraint("agency_id", "slug"), UniqueConstraint("agency_id", "id"))

    slug: Mapped[str]
    name: Mapped[str]
    purpose: Mapped[str]
    audience: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    nameless: Mapped[bool] = mapped_column(default=False)  # whether one may write here without one's name
    topics: Mapped[int] = mapped_column(default=0)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Space"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))
