"""Rooms: past ones, of which only the name is left, and open ones."""

from datetime import timedelta
from typing import Any

from cop.core import text
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.rooms.models.log import RoomEvent
from cop.rooms.models.room import Room, RoomClosure
from cop.rooms.models.seat import Seat


def load(cast: Cast, pen: Pen) -> None:
    for one in words.read("rooms")["room"]:
        room = opened(cast, pen, one)
        db.session.add(room)
        db.session.flush()
        if one["state"] == "closed":
            db.session.add(
                RoomClosure(agency_id=room.agency_id, room_id=room.id, at=room.opened_at + timedelta(hours=1))
            )
        else:
            fill(cast, pen, room, one)
    db.session.commit()


def opened(cast: Cast, pen: Pen, one: dict[str, Any]) -> Room:
    at = pen.ago(one["days_ago"]) if one["state"] == "closed" else pen.now - timedelta(minutes=40)
    where = COMMONWEALTH if one["place"] == "statewide" else cast.agencies[one["place"]]
    return Room(
        id=pen.id_at(at),
        agency_id=where,
        opener_id=cast.people[one["opener"]],
        audience=one["audience"],
        title=one["title"],
        kind=one["kind"],
        purpose=one["purpose"],
        agreement_source=one["agreement"],
        agreement_html=text.render(one["agreement"]),
        opened_at=at,
    )


def fill(cast: Cast, pen: Pen, room: Room, one: dict[str, Any]) -> None:
    """Whoever speaks sits there; the opener holds the lantern."""
    said = one.get("word", [])
    seated = list(dict.fromkeys([one["opener"], *(word["author"] for word in said)]))
    for place, key in enumerate(seated):
        db.session.add(
            Seat(
                agency_id=room.agency_id,
                room_id=room.id,
                person_id=cast.people[key],
                voice_id=room.agency_id or cast.voice(key),
                place=place,
                taken_at=room.opened_at,
            )
        )
    events = [("came", key, "") for key in seated] + [("words", w["author"], text.render(w["body"])) for w in said]
    for seq, (kind, key, body) in enumerate(events, start=1):
        at = room.opened_at + timedelta(minutes=seq)
        db.session.add(
            RoomEvent(
                agency_id=room.agency_id,
                room_id=room.id,
                seq=seq,
                actor_id=cast.people[key],
                op_id=f"demo-{seq}",
                kind=kind,
                body=body,
                at=at,
                id=pen.id_at(at),
            )
        )
    room.seq, room.holder_id = len(events), cast.people[one["opener"]]
