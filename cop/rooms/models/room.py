"""A co-reflection room: a circle of seats, a lantern, and an ordered log that is destroyed when it closes."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Select, UniqueConstraint, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.viewer import Viewer
from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned

CAPACITY = 12  # people in one circle


class Room(Owned, Entity):
    """`holder_id` is who holds the lantern (None: it stands in the middle); `seq` is the log's last number."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("agency_id", "id"), UniqueConstraint("opener_id", "once"))

    opener_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id"))
    once: Mapped[int | None] = mapped_column(Id)
    audience: Mapped[str]
    title: Mapped[str]
    kind: Mapped[str]
    purpose: Mapped[str]
    agreement_source: Mapped[str]
    agreement_html: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(Id, ForeignKey("person.id"))
    seq: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    closure: Mapped["RoomClosure | None"] = relationship(lazy="raise", uselist=False)

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Select["Room"]:
        return select(cls).where(tuple_(cls.agency_id, cls.audience).in_(viewer.audiences))


class RoomClosure(Owned, Entity):
    """A room is closed when it has one of these: by whom is nobody's, because all were ready."""

    __tablename__ = "room_closure"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_room_closure_room"),
        UniqueConstraint("room_id"),
    )

    room_id: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Seat(Owned, Entity):
    """One person's place in one circle. They keep it through a lost line; leaving is their own act."""

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


class RoomEvent(Owned, Entity):
    """One entry of a room's log: `seq` rises by one within the room; `op_id` is the sender's idempotency key."""

    __tablename__ = "room_event"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_room_event_room"),
        UniqueConstraint("room_id", "seq"),
        UniqueConstraint("room_id", "actor_id", "op_id"),
        Index("ix_room_event_seq", "room_id", "seq"),
    )

    room_id: Mapped[int] = mapped_column(Id)
    seq: Mapped[int]
    actor_id: Mapped[int] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    op_id: Mapped[str]
    kind: Mapped[str]  # came, left, words, lantern, ready
    body: Mapped[str] = mapped_column(default="")  # cleaned HTML for words; a person's id-word for the lantern
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
