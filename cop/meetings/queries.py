"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select, tuple_
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from cop.agencies.models.agency import Agency
from cop.agencies.viewer import Viewer
from cop.core import clock, ids
from cop.core.db import AnyRow, db
from cop.core.web import find_or_404
from cop.meetings.agenda import Agenda, by_the_clock
from cop.meetings.models.agenda_item import AgendaItem
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rotation import Turn, TurnHost
from cop.meetings.models.rsvp import ANSWERS, Rsvp
from cop.people.models.person import Person

UPCOMING = 12  # three years ahead
PAST_PER_PAGE = 12


@dataclass(frozen=True)
class Answers:
    """How many said yes, maybe and no, and the viewer's own answer. Never who."""

    yes: int
    maybe: int
    no: int
    mine: str | None


@dataclass(frozen=True)
class Next:
    meeting: Meeting
    answers: Answers


@dataclass(frozen=True)
class Shown:
    """One meeting as its page needs it; `hosts` have name and agency."""

    meeting: Meeting
    hosts: Sequence[AnyRow]
    agenda: Agenda
    answers: Answers


def with_turn() -> ExecutableOption:
    """The turn and its changes: who leads. One statement more."""
    return joinedload(Meeting.turn).selectinload(Turn.changes)


def find_meeting(viewer: Viewer, meeting_id: int) -> Meeting:
    """With its turn. 404 for one that does not exist or is for others. Two statements."""
    return find_or_404(Meeting.visible_to(viewer).options(with_turn()), id=meeting_id)


def upcoming(viewer: Viewer, limit: int = UPCOMING) -> Sequence[Meeting]:
    """What is still to come or goes on now, the soonest first. Two statements."""
    coming = Meeting.visible_to(viewer).where(Meeting.ends_at >= clock.now()).options(with_turn())
    return db.session.scalars(coming.order_by(Meeting.starts_at, Meeting.id).limit(limit)).all()


def next_meeting(viewer: Viewer) -> Next | None:
    """The soonest that is not off, with its answers. Three statements."""
    return first_on(viewer, upcoming(viewer, limit=4))


def first_on(viewer: Viewer, coming: Sequence[Meeting]) -> Next | None:
    """The first of some meetings that is not off, with its answers. One statement."""
    meeting = next((one for one in coming if not one.cancelled), None)
    return None if meeting is None else Next(meeting, answers(viewer, meeting.id))


def past(viewer: Viewer, before: int | None = None) -> Sequence[Meeting]:
    """One page of what is over, newest first, with recaps; and one more row if there is more. Two statements."""
    over = Meeting.visible_to(viewer).where(Meeting.ends_at < clock.now())
    if before is not None:
        last = select(Meeting.starts_at, Meeting.id).where(Meeting.id == before).subquery()
        over = over.join(last, tuple_(Meeting.starts_at, Meeting.id) < tuple_(last.c.starts_at, last.c.id))
    newest = over.options(with_turn(), joinedload(Meeting.recap)).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    return db.session.scalars(newest.limit(PAST_PER_PAGE + 1)).all()


def show(viewer: Viewer, meeting_id: int) -> Shown:
    """404 for a meeting that does not exist or is for others. Five statements, however long its agenda."""
    seen = Meeting.visible_to(viewer).options(with_turn(), joinedload(Meeting.recap))
    meeting = find_or_404(seen, id=meeting_id)
    hosts = hosts_of(TurnHost.turn_id == meeting.turn_id)
    return Shown(meeting, hosts, agenda(meeting), answers(viewer, meeting.id))


def hosts_of(which: ColumnElement[bool]) -> Sequence[AnyRow]:
    """Those who accepted to host, with the agency they speak from. One statement."""
    named = select(TurnHost.turn_id, Person.name, Agency.name.label("agency"), Agency.id.label("agency_id"))
    joined = named.join(Person, Person.id == TurnHost.person_id).join(Agency, Agency.id == TurnHost.voice_id)
    return db.session.execute(joined.where(which, TurnHost.accepted_at.is_not(None)).order_by(TurnHost.id)).all()


def agenda(meeting: Meeting) -> Agenda:
    """One statement."""
    named = select(AgendaItem, Person.name).outerjoin(Person, Person.id == AgendaItem.presenter_id)
    rows = db.session.execute(named.where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position))
    return by_the_clock(meeting.starts_at, meeting.ends_at, ((row.AgendaItem, row.name) for row in rows))


def answers(viewer: Viewer, meeting_id: int) -> Answers:
    """One statement."""
    own = func.sum(case((Rsvp.person_id == viewer.id, 1), else_=0)).label("own")
    counted = select(Rsvp.going, func.count(Rsvp.id).label("number"), own).where(Rsvp.meeting_id == meeting_id)
    rows = db.session.execute(counted.group_by(Rsvp.going)).all()
    number = dict.fromkeys(ANSWERS, 0) | {row.going: row.number for row in rows}
    return Answers(**number, mine=next((row.going for row in rows if row.own), None))


def page_of(rows: Sequence[Meeting]) -> tuple[Sequence[Meeting], str | None]:
    """The meetings of one page, and the word of the last one when there are more."""
    more = len(rows) > PAST_PER_PAGE
    return rows[:PAST_PER_PAGE], ids.word(rows[PAST_PER_PAGE - 1].id) if more else None
