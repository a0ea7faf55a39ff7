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
