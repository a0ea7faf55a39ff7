"""What happens to the trail itself."""

from dataclasses import dataclass

from cop.core.facts import Audited


@dataclass(frozen=True)
class TrailRead(Audited):
    """A steward read the Commonwealth's: it tells when people sign in."""
