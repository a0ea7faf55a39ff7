"""What happens to agencies and their people. All of it is answered for."""

from dataclasses import dataclass

from cop.core.facts import Audited, Fact


@dataclass(frozen=True)
class AgencyFounded(Audited):
    pass


@dataclass(frozen=True)
class AgencyChanged(Audited):
    """`fields` are the names of what was changed, with commas between."""

    fields: str


@dataclass(frozen=True)
class SignInWaysSet(Audited):
    """`ways` are the names of those that open the agency from now on, with commas between."""

    ways: str


@dataclass(frozen=True)
class SignInLengthSet(Audited):
    """How long the sign-ins of its people last at most, and without use."""

    longest_hours: int
    idle_hours: int


@dataclass(frozen=True)
class RetentionSet(Audited):
    """How long what was written inside is kept after its last word; 0 for always."""

    years: int


@dataclass(frozen=True)
class WordsErased(Audited):
    """What was over the time that the agency keeps it: `counts` are kinds with how many, with commas between."""

    counts: str


@dataclass(frozen=True)
class AgencyArchived(Audited):
    pass


@dataclass(frozen=True)
class AgencyReopened(Audited):
    pass


@dataclass(frozen=True)
class AgencyClosing(Audited):
    pass


@dataclass(frozen=True)
class AgencyKept(Audited):
    """A closing was taken back."""


@dataclass(frozen=True)
class AgencyErased(Audited):
    pass


@dataclass(frozen=True)
class IdentityProviderKept(Audited):
    pass


@dataclass(frozen=True)
class IdentityProviderRemoved(Audited):
    pass


@dataclass(frozen=True)
class Announced(Audited):
    announcement_id: int


@dataclass(frozen=True)
class SharedWithArea(Audited):
    news_id: int
    area: str


@dataclass(frozen=True)
class SharingTakenBack(Audited):
    news_id: int
    area: str


@dataclass(frozen=True)
class SharedAgain(Audited):
    """The taking back was taken back."""

    news_id: int
    area: str


@dataclass(frozen=True)
class LogoSet(Audited):
    pass


@dataclass(frozen=True)
class LogoRemoved(Audited):
    pass


@dataclass(frozen=True)
class AccentChosen(Audited):
    """`color` is six hexadecimal digits after a #."""

    color: str


@dataclass(frozen=True)
class AccentRemoved(Audited):
    """`color` is what it was."""

    color: str


@dataclass(frozen=True)
class JoinWanted(Fact):
    """Someone typed an address at work. Not answered for: it holds what a stranger typed."""

    address: str


@dataclass(frozen=True)
class PersonInvited(Audited):
    """By a link for one address or, with `most` above 1, for a group."""

    invitation_id: int
    role: str
    most: int


@dataclass(frozen=True)
class InvitationRevoked(Audited):
    invitation_id: int


@dataclass(frozen=True)
class RolesChanged(Audited):
    """What someone may see has changed, at once."""

    role: str


@dataclass(frozen=True)
class RoleGiven(RolesChanged):
    pass


@dataclass(frozen=True)
class RoleTaken(RolesChanged):
    pass


@dataclass(frozen=True)
class MemberJoined(RoleGiven):
    invitation_id: int


@dataclass(frozen=True)
class MemberLeft(Audited):
    """They have no role in the agency any more."""


@dataclass(frozen=True)
class CircleLeft(Fact):
    """Someone left a circle or was taken out of it. Who is in one is no manager's to know: no trail tells of it."""

    person_id: int
