"""What happens to an account. Each is answered for: the audit trail keeps it, so ids and short words only.

They belong to the Commonwealth (agency 0): a person works for any number of agencies, and signs in once.
"""

from dataclasses import dataclass

from cop.core.facts import Audited, Fact


@dataclass(frozen=True)
class LinkWanted(Fact):
    """Someone typed an address and asked for a link. Recorded whether or not anyone has that address.

    Not audited: it holds what a stranger typed. The worker finds out who it is, if anyone (cop.people.reactions).
    """

    purpose: str
    address: str


@dataclass(frozen=True)
class EmailChangeWanted(Fact):
    """Someone who knows their password typed a new address. Not audited, for the same reason."""

    person_id: int
    address: str


@dataclass(frozen=True)
class NeedsForgotten(Fact):
    """Someone took back what helps them take part. Not audited: nobody is to know that it was there."""

    person_id: int


@dataclass(frozen=True)
class SignedIn(Audited):
    way: str


@dataclass(frozen=True)
class SignInRefused(Audited):
    """`person_id` is None when nobody has the address that was typed."""

    why: str


@dataclass(frozen=True)
class SignedOut(Audited):
    pass


@dataclass(frozen=True)
class SignInEnded(Audited):
    """`which`: one, others, all, replaced (someone signed in where it was), or agency.

    The last are those that an agency's provider vouched for, then of everybody: `person_id` is None.
    """

    which: str


@dataclass(frozen=True)
class PasswordResetAsked(Audited):
    pass


@dataclass(frozen=True)
class SignInLinkAsked(Audited):
    pass


@dataclass(frozen=True)
class PasswordChanged(Audited):
    """`way`: reset or account."""

    way: str


@dataclass(frozen=True)
class EmailChangeAsked(Audited):
    pass


@dataclass(frozen=True)
class EmailChanged(Audited):
    """`way`: confirmed at the new address, or returned to the old one."""

    way: str


@dataclass(frozen=True)
class TwoStepTurnedOn(Audited):
    pass


@dataclass(frozen=True)
class TwoStepTurnedOff(Audited):
    pass


@dataclass(frozen=True)
class RecoveryCodesMade(Audited):
    pass


@dataclass(frozen=True)
class RecoveryCodeUsed(Audited):
    pass


@dataclass(frozen=True)
class TakeoutAsked(Audited):
    """Everything of a person's, or of an agency's (`agency_id` above 0)."""

    takeout_id: int


@dataclass(frozen=True)
class TakeoutFetched(Audited):
    """The file itself was downloaded."""

    takeout_id: int


@dataclass(frozen=True)
class AccountDeleted(Audited):
    """`words` is whether what they wrote went with them."""

    words: bool


@dataclass(frozen=True)
class IdentityLinked(Audited):
    """An agency's identity provider may let this person in from now on."""


@dataclass(frozen=True)
class IdentityRemoved(Audited):
    pass


@dataclass(frozen=True)
class PasskeyAdded(Audited):
    pass


@dataclass(frozen=True)
class PasskeyRemoved(Audited):
    pass


@dataclass(frozen=True)
class LinkRefused(Audited):
    """A link that leads nowhere: `purpose` is what it was for, `why` is changed, used, expired, taken or not-theirs."""

    purpose: str
    why: str


@dataclass(frozen=True)
class AddressRefused(Audited):
    """An e-mail that could pass for another was typed, and is kept nowhere: `why` is letters or tag."""

    why: str
