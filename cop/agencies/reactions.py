"""What follows when someone's roles change, and when someone asks to join."""

from cop.agencies import joining
from cop.agencies.facts import JoinWanted, MemberLeft, RolesChanged, RoleTaken
from cop.agencies.models.ending import Closing
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.roles import LOOKING_AFTER, remember_leaving
from cop.core import tenancy
from cop.core.asking_again import ask_again
from cop.core.facts import commit, in_commit, on_commit, on_worker


@on_commit(RolesChanged)
def look_again(fact: RolesChanged) -> None:
    """A role that is given can close a door too: whoever begins to supervise is no longer among peers only."""
    if fact.person_id is not None:
        ask_again(fact.person_id)


@in_commit(RoleTaken)
def end_what_they_may_no_longer_give(fact: RoleTaken) -> None:
    if fact.role in LOOKING_AFTER and fact.agency_id and fact.person_id:
        with tenancy.within(tenancy.agencies(fact.agency_id)):
            Invitation.end_those_of(fact.agency_id, fact.person_id, all_roles=False)


@in_commit(MemberLeft)
def close_the_way_back(fact: MemberLeft) -> None:
    """No invitation that was on its way to them, or came from them, opens the door again."""
    if fact.person_id:
        with tenancy.within(tenancy.agencies(fact.agency_id)):
            closing = Closing.of(fact.agency_id)
            if closing is not None and closing.erased_at is not None:
                return  # nothing of the agency is left, and nothing is added
            Invitation.end_those_of(fact.agency_id, fact.person_id, all_roles=True)
            remember_leaving(fact.agency_id, fact.person_id)


@on_worker(JoinWanted)
def let_in_by_domain(wanted: JoinWanted) -> None:
    joining.ask(wanted.address)
    commit()
