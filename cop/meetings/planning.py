"""Turns are planned well ahead, and a new order says what it changes of them."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cop.agencies.viewer import Viewer
from cop.core import clock, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.once import the_one
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import rotation
from cop.meetings.calendar import Period
from cop.meetings.facts import OrderSet
from cop.meetings.models.proposal import OrderVersion
from cop.meetings.models.rotation import OrderPlace, Turn, TurnChange
from cop.meetings.rotation import ORDER

AHEAD = 8  # turns after this quarter's
PLAN = "plan-turns"


def all_turns() -> Sequence[Turn]:
    """The oldest first, with their changes. Two statements."""
    written = select(Turn).where(Turn.agency_id == COMMONWEALTH).options(selectinload(Turn.changes))
    return db.session.scalars(written.order_by(Turn.period).execution_options(populate_existing=True)).all()


def keep_ahead(quarter: Period) -> None:
    """Plans the turns that are missing of a quarter and the next ones. Those that are there stay. Safe to repeat."""
    so_far = {turn.quarter: turn.planned for turn in all_turns()}
    planned = rotation.plan(OrderPlace.orders(), quarter.following(1 + AHEAD), so_far)
    for period in sorted(planned.keys() - so_far.keys()):
        known = select(Turn).where(Turn.agency_id == COMMONWEALTH, Turn.period == str(period))
        the_one(known, Turn(agency_id=COMMONWEALTH, period=str(period), planned_area=planned[period]))


def today() -> Period:
    """The quarter that it is where the house is."""
    return Period.of(clock.now().astimezone(current_app.extensions["settings"].time_zone).date())


def set_order(areas: Sequence[str], since: Period, by: Viewer, why: str, once: int | None = None) -> int:
    """From a quarter on, these areas take turns in this order. Turns from then on that were planned already are planned
    anew, each by a change that says so, but for those that areas agreed about: an agreement is theirs.

    Gives the version. Raises ValueError for an order without an area, or with one twice.
    """
    if not areas or len(set(areas)) != len(areas):
        raise ValueError("each area once")
    version = OrderVersion.last() + 1
    db.session.add(OrderVersion(agency_id=COMMONWEALTH, version=version, by_id=by.id, why=why, once=once))
    for position, area in enumerate(areas):
        place = {"version": version, "position": position, "since": str(since)}
        db.session.add(OrderPlace(agency_id=COMMONWEALTH, area_slug=area, **place))
    db.session.flush()
    _plan_anew(since, by)
    record(OrderSet(COMMONWEALTH, version))
    return version


def _plan_anew(since: Period, by: Viewer) -> None:
    turns = all_turns()
    kept = {turn.quarter: turn.planned for turn in turns if turn.quarter < since or _is_agreed(turn)}
    planned = rotation.plan(OrderPlace.orders(), [turn.quarter for turn in turns], kept)
    for turn in turns:
        if planned[turn.quarter] != turn.planned:
            said = {"kind": ORDER, "area_slug": planned[turn.quarter], "by_id": by.id}
            db.session.add(TurnChange(agency_id=COMMONWEALTH, turn_id=turn.id, **said))
    db.session.flush()


def _is_agreed(turn: Turn) -> bool:
    return any(change.kind in {rotation.SWAP, rotation.COVER} for change in rotation.standing(turn.changes))


def _plan(_payload: dict[str, Any]) -> None:
    """A job, done again when the next quarter begins. An installation that has set no order yet has no turns."""
    quarter = today()
    if OrderVersion.last():
        keep_ahead(quarter)
    midnight = datetime.combine(quarter.next.first_day, time(), current_app.extensions["settings"].time_zone)
    jobs.add(PLAN, COMMONWEALTH, {}, due_at=midnight)


def remember() -> None:
    """When a server starts."""
    with tenancy.within(tenancy.agencies()):
        if not jobs.waits(PLAN):
            jobs.add(PLAN, COMMONWEALTH, {})
            commit()


jobs.register(PLAN, _plan)
