"""A co-reflection room: a circle of seats, a lantern, and an ordered log that is destroyed when it closes."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Select, UniqueConstraint, delete, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cop.agencies.viewer import Viewer
from cop.core import clock, ids, text
from cop.core.db import Entity, Id, Moment, db
from cop.core.facts import record
from cop.core.tenancy import Owned
from cop.rooms.facts import RoomClosed, RoomMoved, SeatLeft
from cop.rooms.models.log import CAME, LANTERN, LEFT, READY, WORDS, RoomEvent
from cop.rooms.models.seat import CAPACITY, Seat


class Room(Owned, Entity):
    """`holder_id` is who holds the lantern (None: it stands in the middle); `seq` is the log's last number.

    Every verb expects the room's row to be locked (pages.moves.locked), so that moves come one after another.
    """

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

    @classmethod
    def where_sits(cls, person_id: int) -> Select["Room"]:
        return select(cls).join(Seat, Seat.room_id == cls.id).where(Seat.person_id == person_id)

    def agree_on(self, source: str) -> None:
        self.agreement_source, self.agreement_html = source, text.render(source)

    def seats(self) -> list[Seat]:
        return list(db.session.scalars(select(Seat).where(Seat.room_id == self.id).order_by(Seat.place)))

    def sit(self, by: Viewer) -> Seat | None:
        """Takes the first free place; the same seat again for one who sits; None when the circle is full."""
        seats = self.seats()
        mine = next((seat for seat in seats if seat.person_id == by.id), None)
        if mine is not None:
            return mine
        free = sorted(set(range(CAPACITY)) - {seat.place for seat in seats})
        if not free:
            return None
        seat = Seat(agency_id=self.agency_id, room_id=self.id, person_id=by.id, place=free[0],
                    voice_id=self.agency_id or by.voice_id)  # fmt: skip
        db.session.add(seat)
        self.log(CAME, by)
        return seat

    def leave(self, by: Viewer) -> None:
        """One's own act, always possible. The lantern goes to the middle, and those who stay may all be ready."""
        gone = db.session.scalars(select(Seat).where(Seat.room_id == self.id, Seat.person_id == by.id)).first()
        if gone is None:
            return
        if self.holder_id == by.id:
            self.holder_id = None
        db.session.delete(gone)
        self.log(LEFT, by)
        record(SeatLeft(self.agency_id, self.id, by.id))
        self.close_if_all_are_ready()

    def hand_lantern(self, by: Viewer, to_id: int | None) -> None:
        """To someone who sits here, or to the middle."""
        if self.holder_id != to_id:
            self.holder_id = to_id
            self.log(LANTERN, by, ids.word(to_id) if to_id else "")

    def say(self, by: Viewer, source: str, op_id: str) -> int:
        """Words for everyone who sits here. The same key again is the same words: gives their number in the log."""
        return self.log(WORDS, by, text.render(source), op_id)

    def be_ready(self, by: Viewer, ready: bool) -> None:
        """Ready to close, or not yet. When all are ready the room closes."""
        seat = db.session.scalars(select(Seat).where(Seat.room_id == self.id, Seat.person_id == by.id)).one()
        if seat.ready_to_close != ready:
            seat.ready_to_close = ready
            self.log(READY, by, "yes" if ready else "")
            self.close_if_all_are_ready()

    def close_if_all_are_ready(self) -> None:
        """Closing destroys what was said and who sat here, in the same transaction."""
        db.session.flush()
        seats = self.seats()
        if not seats or not all(seat.ready_to_close for seat in seats):
            return
        for kind in (RoomEvent, Seat):
            db.session.execute(delete(kind).where(kind.room_id == self.id))
        self.holder_id = None
        db.session.add(RoomClosure(agency_id=self.agency_id, room_id=self.id))
        record(RoomClosed(self.agency_id, self.id))

    def log(self, kind: str, by: Viewer, body: str = "", op_id: str = "") -> int:
        """Adds one entry with the next number; an entry with this key again is the one there is."""
        op_id = op_id or ids.word(ids.new_id())
        same = select(RoomEvent.seq).where(RoomEvent.room_id == self.id, RoomEvent.actor_id == by.id)
        known = db.session.scalar(same.where(RoomEvent.op_id == op_id))
        if known is not None:
            return known
        self.seq += 1
        db.session.add(RoomEvent(agency_id=self.agency_id, room_id=self.id, seq=self.seq, actor_id=by.id, kind=kind,
                                 body=body, op_id=op_id))  # fmt: skip
        record(RoomMoved(self.agency_id, self.id, self.seq))
        return self.seq


class RoomClosure(Owned, Entity):
    """A room is closed when it has one of these: by whom is nobody's, because all were ready."""

    __tablename__ = "room_closure"
    __table_args__ = (
        ForeignKeyConstraint(["agency_id", "room_id"], ["room.agency_id", "room.id"], name="fk_room_closure_room"),
        UniqueConstraint("room_id"),
    )

    room_id: Mapped[int] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
