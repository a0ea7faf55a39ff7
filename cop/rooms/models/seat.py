"""A seat: one person's place in one circle."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned

CAPACITY = 12  # people in one circle


class Seat(Owned, Entity):
    """They keep it through a lost line; leaving is their own act."""

    __tablename__ = "seat"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_seat_room"),
        UniqueConstraint("room_id", "person_id"),
        UniqueConstraint("room_id", "place"),
    )

    room_id: Mapped[int] = mapped_column(Id)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    voice_id: Mapped[int] = mapped_column(Id, ForeignKey("agency.id"))
    place: Mapped[int]  # 0 to 11, around the circle
    ready_to_close: Mapped[bool] = mapped_column(default=False)
    taken_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
