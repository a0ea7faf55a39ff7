"""The viewer: who is asking, as plain facts. Made anew for every request, event and job; policies ask it questions.

How the sign-in was made decides, too: an agency that does not take its way stays shut, and so are spaces for peer
supporters only, or for people who were invited, to one that an agency's provider alone vouches for. Whoever asks a
viewer need not think of either.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from cop.agencies import audience
from cop.agencies.models.membership import AREA_DIRECTOR, DIRECTOR, PEER_SUPPORTER, STEERING, STEWARD
from cop.core.tenancy import COMMONWEALTH, NOBODY, Scope, agencies
from cop.people.models.sign_in import OF_THE_HOUSE, Limits
from cop.people.ways import Shown


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
    refused: frozenset[str] = frozenset()  # ways to sign in that do not open the agency


@dataclass(frozen=True)
class Viewer:
    """A signed-in person and all they are. `token` is their sign-in's, for Flask-Login.

    `standings` are those that this sign-in opens, and `shut` the others. `shown` is None for a person asked about
    without any sign-in: then nothing is shut.
    """

    id: int
    name: str
    language: str = "en"
    time_zone: str = ""  # the house's own when empty
    photo: str = ""  # where it is, initials when empty
    seen_at: datetime | None = None  # their sign-in, to the hour
    token: str = ""
    shown: Shown | None = None
    lasts: Limits = OF_THE_HOUSE
    standings: tuple[Standing, ...] = ()
    shut: tuple[Standing, ...] = ()
    statewide: frozenset[str] = frozenset()
    area: str | None = None  # an Area Director's own
    areas_served: frozenset[str] = field(default=frozenset())  # by their agencies
    owes_step: bool = False  # an agency of theirs asks for a second step, and they have none yet
    circles: frozenset[tuple[int, int]] = frozenset()  # (agency, circle) pairs of those they were invited into

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return self.token

    @cached_property
    def agency_ids(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(standing.agency_id for standing in self.standings))

    @cached_property
    def everywhere(self) -> tuple[Standing, ...]:
        """All that they are anywhere, opened by this sign-in or not."""
        return self.standings + self.shut

    @cached_property
    def scope(self) -> Scope:
        return agencies(*self.agency_ids)

    @cached_property
    def audiences(self) -> list[tuple[int, str]]:
        """The (agency, audience) pairs this person belongs to and this sign-in opens, in a fixed order."""
        return sorted(pair for pair in self._pairs if self.is_own or not _asks_for_own(pair[1]))

    @cached_property
    def _pairs(self) -> set[tuple[int, str]]:
        pairs = {(COMMONWEALTH, name) for name in self._statewide_audiences()}
        for agency_id in self.agency_ids:
            roles = [standing.role for standing in self.standings if standing.agency_id == agency_id]
            pairs |= {(agency_id, name) for name in audience.of_roles(roles)}
        open_here = {COMMONWEALTH, *self.agency_ids}
        return pairs | {(where, audience.of_circle(one)) for where, one in self.circles if where in open_here}

    @property
    def is_own(self) -> bool:
        """Whether the sign-in took something of the person's own: no agency's provider could have made it alone."""
        return self.shown is None or self.shown.own

    @property
    def peers_shut(self) -> bool:
        """Whether what is for peer supporters only, or for people who were invited, would open to this person, and
        does not to this sign-in."""
        return not self.is_own and any(_asks_for_own(name) for _, name in self._pairs)

    @property
    def withheld(self) -> bool:
        """Whether anything of this person's own is shut to this sign-in: then it takes nothing along, either."""
        return bool(self.shut) or not self.is_own

    def _statewide_audiences(self) -> set[str]:
        opened = audience.of_roles(standing.role for standing in self.standings) | {audience.EVERYONE}
        supervises = any(standing.role != PEER_SUPPORTER for standing in self.shut)
        if supervises or self.statewide & {AREA_DIRECTOR, STEERING, STEWARD}:
            opened.discard(audience.PEERS)
        if AREA_DIRECTOR in self.statewide:
            opened |= {audience.DIRECTORS, *filter(None, [self.area])}
        return opened | self.areas_served

    @property
    def is_here(self) -> bool:
        """Whether this person still is anything: they did not leave, and not every agency of theirs was archived."""
        return bool(self.statewide) or any(not one.archived for one in self.everywhere)

    def belongs_to(self, thing: Any) -> bool:
        """Whether a thing with an agency and an audience is for this person."""
        return (thing.agency_id, thing.audience) in self.audiences

    def may_write_to(self, agency_id: int) -> bool:
        return agency_id == COMMONWEALTH or any(
            one.agency_id == agency_id and not one.archived for one in self.standings
        )

    def agency_name(self, agency_id: int) -> str:
        """The name of one of their own agencies that is open; nothing for any other."""
        return next((one.agency_name for one in self.standings if one.agency_id == agency_id), "")

    def accent_of(self, agency_id: int) -> str | None:
        return next((one.accent for one in self.standings if one.agency_id == agency_id), None)

    @property
    def voice_id(self) -> int:
        """The agency this person speaks from on shared pages; the Commonwealth for an Area Director."""
        return self.everywhere[0].agency_id if self.everywhere else COMMONWEALTH

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


def _asks_for_own(name: str) -> bool:
    """What an agency's provider can't open by itself, for it could make a sign-in of anyone's: see `is_own`."""
    return audience.is_closed(name)


class Stranger:
    """Nobody signed in: sees no owned row at all."""

    id = None
    language = None
    photo = ""
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
    standings: tuple[Standing, ...] = ()
    shut: tuple[Standing, ...] = ()
    everywhere: tuple[Standing, ...] = ()
    peers_shut = False

    def get_id(self) -> None:
        return None

    def holds(self, _role: str, _agency_id: int | None = None) -> bool:
        return False
