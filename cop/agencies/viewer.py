"""The viewer: who is asking, as plain facts. Made anew for every request, event and job; policies ask it questions."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from cop.agencies import audience
from cop.agencies.models.membership import AREA_DIRECTOR, DIRECTOR, STEERING, STEWARD
from cop.core.tenancy import COMMONWEALTH, NOBODY, Scope, agencies


@dataclass(frozen=True)
class Standing:
    """One membership: where, as what."""

    agency_id: int
    agency_slug: str
    agency_name: str
    role: str
    discipline: str | None = None
    accent: str | None = None  # the color of the agency's own pages
    archived: bool = False  # the agency is read and not written to


@dataclass(frozen=True)
class Viewer:
    """A signed-in person and all they are. `token` is their sign-in's, for Flask-Login."""

    id: int
    name: str
    language: str = "en"
    time_zone: str = ""  # the house's own when empty
    seen_at: datetime | None = None  # their sign-in, to the hour
    token: str = ""
    standings: tuple[Standing, ...] = ()
    statewide: frozenset[str] = frozenset()
    area: str | None = None  # an Area Director's own
    areas_served: frozenset[str] = field(default=frozenset())  # by their agencies
    owes_step: bool = False  # an agency of theirs asks for a second step, and they have none yet

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token

    @cached_property
    def agency_ids(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(standing.agency_id for standing in self.standings))

    @cached_property
    def scope(self) -> Scope:
        return agencies(*self.agency_ids)

    @cached_property
    def audiences(self) -> list[tuple[int, str]]:
        """The (agency, audience) pairs this person belongs to, in a fixed order."""
        pairs = {(COMMONWEALTH, name) for name in self._statewide_audiences()}
        for agency_id in self.agency_ids:
            roles = [standing.role for standing in self.standings if standing.agency_id == agency_id]
            pairs |= {(agency_id, name) for name in audience.of_roles(roles)}
        return sorted(pairs)

    def _statewide_audiences(self) -> set[str]:
        opened = audience.of_roles(standing.role for standing in self.standings) | {audience.EVERYONE}
        if self.statewide & {AREA_DIRECTOR, STEERING, STEWARD}:
            opened.discard(audience.PEERS)
        if AREA_DIRECTOR in self.statewide:
            opened |= {audience.DIRECTORS, *filter(None, [self.area])}
        return opened | self.areas_served

    def belongs_to(self, thing: Any) -> bool:
        """Whether a thing with an agency and an audience is for this person."""
        return (thing.agency_id, thing.audience) in self.audiences

    def may_write_to(self, agency_id: int) -> bool:
        return agency_id == COMMONWEALTH or any(
            one.agency_id == agency_id and not one.archived for one in self.standings
        )

    def agency_name(self, agency_id: int) -> str:
        """The name of one of their own agencies; nothing for any other."""
        return next((one.agency_name for one in self.standings if one.agency_id == agency_id), "")

    def accent_of(self, agency_id: int) -> str | None:
        return next((one.accent for one in self.standings if one.agency_id == agency_id), None)

    @property
    def voice_id(self) -> int:
        """The agency this person speaks from on shared pages; the Commonwealth for an Area Director."""
        return self.agency_ids[0] if self.agency_ids else COMMONWEALTH

    def holds(self, role: str, agency_id: int | None = None) -> bool:
        """Whether the person holds a statewide role, or a role in an agency (in any, when none is named)."""
        if agency_id is None and role in self.statewide:
            return True
        return any(one.role == role for one in self.standings if agency_id in {None, one.agency_id})

    @property
    def is_steward(self) -> bool:
        return STEWARD in self.statewide

    @property
    def is_host(self) -> bool:
        """Area Directors and Directors of Peer Support facilitate meetings."""
        return self.holds(AREA_DIRECTOR) or self.holds(DIRECTOR)


class Stranger:
    """Nobody signed in: sees no owned row at all."""

    id = None
    language = None
    time_zone = ""
    scope = NOBODY
    audiences: tuple[tuple[int, str], ...] = ()
    agency_ids: tuple[int, ...] = ()
    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_steward = False
    is_host = False
    owes_step = False

    def get_id(self) -> None:
        return None

    def holds(self, _role: str, _agency_id: int | None = None) -> bool:
        return False
