"""What happens in the library."""

from dataclasses import dataclass

from cop.core.facts import Fact


@dataclass(frozen=True)
class EditionAdded(Fact):
    resource_id: int
    edition_id: int
