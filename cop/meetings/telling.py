"""Who hears by mail of what happens to turns: whoever is asked something, and whoever asked."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from cop.agencies.models.membership import DIRECTOR, Membership
from cop.core import mail, tenancy
from cop.core.db import db
from cop.core.facts import commit, on_worker
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import agreeing, proposals
from cop.meetings.facts import ChangeProposed, HostAsked, HostDeclined, HostSteppedDown, ProposalSettled
from cop.meetings.models.rotation import Turn, TurnAsk, TurnHost
from cop.people.models.person import Person


@on_worker(ChangeProposed)
def ask_areas(fact: ChangeProposed) -> None:
    """The directors of those that have not said anything yet."""
    one = proposals.one(fact.proposal_id)
    if one is not None and one.open:
        asked = [person for person in proposals.directors_of(one.missing) if person.id != one.by_id]
        _write("turn_proposed", asked, period=str(one.period))


@on_worker(ProposalSettled)
def tell_outcome(fact: ProposalSettled) -> None:
    """Both areas, whoever proposed it, and whoever was to host."""
    one = proposals.one(fact.proposal_id)
    if one is None:
        return
    told = list(proposals.directors_of([slug for slug in (one.from_area, one.area) if slug]))
    told += _people([one.by_id, *_hosts(fact.proposal_id)])
    _write("turn_settled", told, period=str(one.period), outcome=fact.outcome)


def _hosts(proposal_id: int) -> list[int]:
    """Those who said they would host one of the turns that it changed."""
    turns = [turn.id for turn in agreeing.changed_by(proposal_id)]
    hosting = select(TurnHost.person_id).where(TurnHost.turn_id.in_(turns), TurnHost.accepted_at.is_not(None))
    return list(db.session.scalars(hosting))


@on_worker(HostAsked)
def ask_host(fact: HostAsked) -> None:
    turn = agreeing.find_turn(fact.turn_id)
    if turn is not None:
        _write("host_asked", _seat(turn, fact.voice_id), period=turn.period)


def _seat(turn: Turn, voice_id: int) -> list[Any]:
    """Whoever can take a seat: the Area Director, or an agency's Directors, who are known inside it alone."""
    if voice_id == COMMONWEALTH:
        return list(proposals.directors_of([turn.lead.area]))
    with tenancy.within(tenancy.agencies(voice_id)):
        theirs = select(Membership.person_id).where(Membership.agency_id == voice_id, Membership.role == DIRECTOR)
        return _people(db.session.scalars(theirs).all())


@on_worker(HostDeclined)
def tell_who_asked(fact: HostDeclined) -> None:
    known = select(TurnAsk.by_id).where(TurnAsk.turn_id == fact.turn_id, TurnAsk.voice_id == fact.voice_id)
    _write("host_free", _people([db.session.scalar(known)]), period=db.session.get_one(Turn, fact.turn_id).period)


@on_worker(HostSteppedDown)
def tell_area(fact: HostSteppedDown) -> None:
    turn = agreeing.find_turn(fact.turn_id)
    if turn is not None:
        told = [one for one in proposals.directors_of([turn.lead.area]) if one.id != fact.person_id]
        _write("host_free", told, period=turn.period)


def _people(ids: Iterable[int | None]) -> list[Any]:
    known = select(Person.id, Person.email, Person.language).where(Person.id.in_([one for one in ids if one]))
    return list(db.session.execute(known.order_by(Person.id)))


def _write(template: str, people: Iterable[Any], **given: Any) -> None:
    """One mail each."""
    for person in {one.id: one for one in people}.values():
        mail.post(template, person.email, person.language, **given)
    commit()
