"""Who may listen to a room: whoever sits in it and may still come to it, while it is open."""

from flask import g
from sqlalchemy import select

from cop.core import ids
from cop.core.db import db
from cop.core.live import channel, gate, publish
from cop.core.presence import on_presence, present
from cop.rooms.models.room import Room
from cop.rooms.models.seat import Seat


@gate("room")
def may_listen(room_id: int) -> bool:
    mine = Room.visible_to(g.viewer).join(Seat, Seat.room_id == Room.id).where(Room.id == room_id)
    return db.session.scalar(select(mine.where(Seat.person_id == g.viewer.id).exists())) is True


@on_presence("room")
def tell_who_is_here(room_id: int) -> None:
    """Who is connected now; whoever sits here and is not shows as coming back."""
    name = channel("room", room_id)
    publish(name, "presence", {"here": sorted(ids.word(person) for person in present(name))})
