"""What was tried with agencies and their people, and refused. All of it is answered for."""

from dataclasses import dataclass

from cop.core.facts import Audited


@dataclass(frozen=True)
class ListRefused(Audited):
    """So many `rows` of a list of people to invite could not be read, or were not to be sent."""

    rows: int


@dataclass(frozen=True)
class ActRefused(Audited):
    """Someone tried what is not theirs to do: `what` is the name of a page on which people are looked after, or
    `beyond`: a form came with what it does not ask for.
    """

    what: str


@dataclass(frozen=True)
class PersonNotFound(Audited):
    """A steward looked for someone by an address that nobody has."""


@dataclass(frozen=True)
class InvitationRefused(Audited):
    """Someone tried a link that no longer works, or that was not theirs: `why` is joining's word for it."""

    invitation_id: int
    why: str
