"""What happens around meetings."""

from dataclasses import dataclass

from cop.core.facts import Fact


@dataclass(frozen=True)
class MeetingPlanned(Fact):
    meeting_id: int


@dataclass(frozen=True)
class RsvpGiven(Fact):
    meeting_id: int
    person_id: int


@dataclass(frozen=True)
class RecapPublished(Fact):
    meeting_id: int


@dataclass(frozen=True)
class ChangeProposed(Fact):
    """Someone proposed to change a turn, and areas are asked whether they agree."""

    proposal_id: int


@dataclass(frozen=True)
class ProposalSettled(Fact):
    """All agreed, one did not, it was taken back, or something else came before it."""

    proposal_id: int
    outcome: str


@dataclass(frozen=True)
class OrderSet(Fact):
    version: int


@dataclass(frozen=True)
class HostAsked(Fact):
    """To host a turn: an agency's Director of Peer Support, or the Area Director (then it is the Commonwealth)."""

    turn_id: int
    voice_id: int


@dataclass(frozen=True)
class HostDeclined(Fact):
    turn_id: int
    voice_id: int


@dataclass(frozen=True)
class HostAccepted(Fact):
    turn_id: int
    person_id: int


@dataclass(frozen=True)
class HostSteppedDown(Fact):
    turn_id: int
    person_id: int
