"""Rooms: those that are open, opening one, and being in one."""

from flask import Blueprint, g, redirect, render_template, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from cop.agencies.audience import EVERYONE, PEERS, describe
from cop.core.db import db
from cop.core.facts import commit
from cop.core.forms import options
from cop.core.once import already_sent
from cop.core.web import find_or_404, require
from cop.people import limits
from cop.rooms import circle, policy, queries
from cop.rooms.forms import AGREEMENT, KINDS, RoomForm, WordsForm
from cop.rooms.models.room import Room

bp = Blueprint("rooms", __name__, url_prefix="/rooms")


@bp.get("")
def index() -> str:
    rooms, closed = queries.open_rooms(g.viewer), queries.closed_rooms(g.viewer)
    return render_template("rooms/index.html", rooms=rooms, closed=closed, kinds=KINDS)


@bp.get("/new")
def new() -> str:
    return _form(RoomForm(data={"agreement": str(AGREEMENT)}))


@bp.post("/new")
@limits.at_most(30, "hour")
def create() -> Response | tuple[str, int]:
    form = RoomForm()
    form.place.choices = options(places())
    if not form.validate():
        return _form(form), 422
    agency_id, audience = place_of(form.place.data)
    require(policy.can_open(g.viewer, agency_id, audience))
    room = already_sent(Room, Room.opener_id == g.viewer.id, form.once_id)
    if room is None:
        room = Room(agency_id=agency_id, audience=audience, opener_id=g.viewer.id, once=form.once_id,
                    title=form.title.data, kind=form.kind.data, purpose=form.purpose.data)  # fmt: skip
        room.agree_on(form.agreement.data)
        db.session.add(room)
        db.session.flush()
        room.sit(g.viewer)
        commit()
    return redirect(url_for("rooms.show", room_id=room.id))


@bp.get("/<id:room_id>")
def show(room_id: int) -> str:
    return room_page(room_id, WordsForm())


@bp.get("/<id:room_id>/circle")
def around(room_id: int) -> str:
    """The circle alone, as this viewer sees it: what the page asks for after a move."""
    room = find_or_404(Room.visible_to(g.viewer), id=room_id)
    seats = queries.seats(room.id)
    require(policy.sits(g.viewer, seats))
    return render_template("rooms/_circle.html", room=room, seats=seats, drawn=circle.drawn(seats))


def room_page(room_id: int, form: WordsForm, full: bool = False) -> str:
    """Closed, at the door, or seated: three pages of one room."""
    room = find_or_404(Room.visible_to(g.viewer).options(joinedload(Room.closure)), id=room_id)
    if room.closure is not None:
        return render_template("rooms/closed.html", room=room)
    seats = queries.seats(room.id)
    if not policy.sits(g.viewer, seats):
        return render_template("rooms/door.html", room=room, seats=seats, full=full, kinds=KINDS)
    words = queries.log(room.id, words=True)
    return render_template("rooms/show.html", room=room, seats=seats, drawn=circle.drawn(seats), words=words, form=form)


def places() -> dict[str, str]:
    """Whom a room may be for, in words, by a short name: the agency's id and the audience."""
    named = {one.agency_id: one.agency_name for one in g.viewer.standings}
    mine = [(agency, name) for agency, name in g.viewer.audiences if name in {EVERYONE, PEERS}]
    found = [(agency, name) for agency, name in mine if g.viewer.may_write_to(agency)]
    return {f"{agency}:{name}": describe(agency, name, named.get(agency, "")) for agency, name in found}


def place_of(short: str) -> tuple[int, str]:
    """Of one that `places` offers."""
    agency, _, audience = short.partition(":")
    return int(agency), audience


def _form(form: RoomForm) -> str:
    form.place.choices = options(places())
    return render_template("rooms/new.html", form=form)
