"""The two seats of a turn: an Area Director of Recovery, and a Director of Peer Support of an agency in that area."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import DIRECTOR, Membership
from cop.agencies.viewer import Viewer
from cop.core.db import AnyRow, db
from cop.core.tenancy import COMMONWEALTH
from cop.meetings import policy, proposals, queries
from cop.meetings.models.rotation import Turn, TurnAsk, TurnHost
from cop.people.models.person import Person


@dataclass(frozen=True)
class Seats:
    """Who hosts a turn, who was asked and has not answered, who said no; and the agencies that serve its area."""

    hosts: Sequence[AnyRow]
    asked: Sequence[AnyRow]
    agencies: Sequence[AnyRow]

    @property
    def area_taken(self) -> bool:
        return any(host.agency_id == COMMONWEALTH for host in self.hosts)

    @property
    def agency_taken(self) -> bool:
        return any(host.agency_id != COMMONWEALTH for host in self.hosts)

    def slug_of(self, voice_id: int) -> str:
        """Of an agency that serves the area; nothing for any other."""
        return next((one.slug for one in self.agencies if one.id == voice_id), "")

    def was_asked(self, voice_id: int) -> bool:
        return any(one.voice_id == voice_id and one.declined_at is None for one in self.asked)

    @property
    def free(self) -> list[AnyRow]:
        """The agencies that can still be asked."""
        asked = {one.voice_id for one in self.asked if one.declined_at is None}
        hosting = {host.agency_id for host in self.hosts}
        return [one for one in self.agencies if one.id not in asked | hosting]


def of_turn(turn: Turn) -> Seats:
    """Three statements."""
    area = turn.lead.area
    asked = select(TurnAsk.voice_id, TurnAsk.declined_at, TurnAsk.at, Agency.name.label("agency"), Agency.slug)
    asked = asked.join(Agency, Agency.id == TurnAsk.voice_id)
    asked = asked.where(TurnAsk.turn_id == turn.id, TurnAsk.area_slug == area).order_by(TurnAsk.id)
    agencies = select(Agency.id, Agency.name, Agency.slug).where(Agency.id.in_(serving(area))).order_by(Agency.name)
    hosts = queries.hosts_of(TurnHost.turn_id == turn.id, area)
    here = [host for host in hosts if host.area_slug == area]
    taken = {host.agency_id for host in here}
    waiting = [one for one in db.session.execute(asked) if one.voice_id not in taken]
    return Seats(here, waiting, db.session.execute(agencies).all())


def serving(area: str) -> Select[int]:
    """The agencies that serve an area."""
    return select(AgencyArea.served_by_id).where(AgencyArea.area_slug == area)


def candidates(viewer: Viewer, turn: Turn, voice_id: int) -> Sequence[AnyRow]:
    """Whom a viewer may name for a seat: themselves, or on behalf of whoever is meant to take it. One statement.

    An agency's Directors are known inside it alone.
    """
    if not policy.can_host_as(viewer, turn, voice_id):
        return []
    if voice_id == COMMONWEALTH:
        return proposals.directors_of([turn.lead.area])
    theirs = select(Person.id, Person.name).join(Membership, Membership.person_id == Person.id)
    theirs = theirs.where(Membership.agency_id == voice_id, Membership.role == DIRECTOR)
    return db.session.execute(theirs.order_by(Person.name)).all()
