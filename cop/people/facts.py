"""What happens to people's accounts. All of it is answered for."""

from dataclasses import dataclass

from cop.core.facts import Audited


@dataclass(frozen=True)
class TakeoutAsked(Audited):
    """Everything of a person's, or of an agency's (`agency_id` above 0)."""

    takeout_id: int


@dataclass(frozen=True)
class AccountDeleted(Audited):
    """`words` is whether what they wrote went with them."""

    words: bool
