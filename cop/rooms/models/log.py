"""A room's log: what happened in it, in order, for as long as it is open."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import Entity, Id, Moment
from cop.core.tenancy import Owned

CAME, LEFT, WORDS, LANTERN, READY = KINDS = ("came", "left", "words", "lantern", "ready")


class RoomEvent(Owned, Entity):
    """`seq` rises by one within the room; `op_id` is the sender's idempotency key.

    `body` is clean HTML for words, a person's id-word for the lantern (empty: the middle), "yes" for ready.
    """

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
    kind: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
