"""Reads shaped for one page, each with a known number of SQL statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.lived_experience import LivedExperience
from cop.agencies.models.membership import AREA_DIRECTOR, StatewideRole
from cop.agencies.viewer import Viewer
from cop.core import clock, ids
from cop.core.db import AnyRow, db
from cop.core.web import find_or_404
from cop.meetings.agenda import Agenda, by_the_clock
from cop.meetings.models.agenda_item import AgendaItem
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.rotation import Turn, TurnHost
from cop.meetings.models.rsvp import ANSWERS, Rsvp
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.needs import Needs
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
    """One meeting as its page needs it; `hosts` have name, agency, and whether they are of the area that leads.

    `needs` are the viewer's own, from their account; `told` is what they told the hosts of this meeting.
    """

    meeting: Meeting
    hosts: Sequence[AnyRow]
    agenda: Agenda
    answers: Answers
    needs: Needs | None
    told: SharedNeeds | None


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
    seen = Meeting.visible_to(viewer).options(with_turn(), joinedload(Meeting.recap)).where(Meeting.id == meeting_id)
    seen = seen.select_from(Meeting).outerjoin(Needs, Needs.person_id == viewer.id)
    seen = seen.outerjoin(SharedNeeds, and_(SharedNeeds.meeting_id == Meeting.id, SharedNeeds.person_id == viewer.id))
    row = db.session.execute(seen.add_columns(Needs, SharedNeeds)).first() or abort(404)
    meeting: Meeting = row.Meeting
    area = meeting.turn.lead.area if meeting.turn else None
    hosts = hosts_of(TurnHost.turn_id == meeting.turn_id, area)
    return Shown(meeting, hosts, agenda(meeting), answers(viewer, meeting.id), row.Needs, row.SharedNeeds)


def told_to_hosts(meeting: Meeting) -> Sequence[AnyRow]:
    """What people told the hosts that they need: for those who may read it. One statement."""
    return db.session.execute(SharedNeeds.told(meeting.id)).all() if meeting.needs_until > clock.now() else []


def hosts_of(which: ColumnElement[bool], area: str | None = None) -> Sequence[AnyRow]:
    """Those who accepted to host, with the agency they speak from. One statement.

    `leads`: they are the Area Director of `area`, or their agency serves it. `lived`: they told everyone that they
    have worked as a peer supporter.
    """
    said_by = aliased(Person)
    serves = exists().where(AgencyArea.served_by_id == TurnHost.voice_id, AgencyArea.area_slug == area)
    leads = or_(StatewideRole.id.is_not(None), serves).label("leads")
    named = select(TurnHost.id.label("host_id"), TurnHost.turn_id, TurnHost.person_id, Person.name,
                   Agency.name.label("agency"), Agency.id.label("agency_id"),
                   TurnHost.voice_id, TurnHost.area_slug, leads,
                   said_by.name.label("said_by"), LivedExperience.id.is_not(None).label("lived"))  # fmt: skip
    joined = named.join(Person, Person.id == TurnHost.person_id).join(Agency, Agency.id == TurnHost.voice_id)
    directs = and_(StatewideRole.person_id == Person.id, StatewideRole.role == AREA_DIRECTOR)
    joined = joined.outerjoin(StatewideRole, and_(directs, StatewideRole.area_slug == area))
    joined = joined.outerjoin(said_by, and_(said_by.id == TurnHost.said_by_id, said_by.id != TurnHost.person_id))
    joined = joined.outerjoin(LivedExperience, LivedExperience.said_to_everyone())
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
