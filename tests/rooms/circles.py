"""How the tests open a room, sit in it and look at what is left of it."""

from sqlalchemy import func, select

from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.rooms.models.log import RoomEvent
from cop.rooms.models.room import Room, RoomClosure
from cop.rooms.models.seat import Seat


def open_room(viewer, agency_id=0, audience="everyone", title="Evening circle"):
    """A room nobody sits in yet; gives its id."""
    room = Room(agency_id=agency_id, audience=audience, opener_id=viewer.id, title=title, kind="open-circle",
                purpose="For the tests.")  # fmt: skip
    room.agree_on("- One voice at a time.")
    db.session.add(room)
    commit()
    return room.id


def path(room_id, *noun):
    return "/".join(["/rooms", ids.word(room_id), *noun])


def log_of(browser, room_id, after=0):
    return browser.get(path(room_id, "log"), query_string={"after": after}).json


def words_of(browser, room_id):
    return [entry["html"] for entry in log_of(browser, room_id)["events"] if entry["kind"] == "words"]


def holder(room_id):
    return db.session.scalar(select(Room.holder_id).where(Room.id == room_id))


def left_of(app, room_id):
    """How many rows of each kind are left of a room: entries, seats, closures."""
    with app.app_context(), tenancy.everywhere():
        kinds = (RoomEvent, Seat, RoomClosure)
        return [db.session.scalar(select(func.count(kind.id)).where(kind.room_id == room_id)) for kind in kinds]
