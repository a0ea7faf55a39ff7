"""What follows when someone's roles change, and when someone asks to join."""

from sqlalchemy import select

from cop.agencies import joining, lasting
from cop.agencies.facts import (
    AgencyChanged,
    CircleLeft,
    JoinWanted,
    MemberLeft,
    RolesChanged,
    RoleTaken,
    SignInWaysSet,
    WordsErased,
)
from cop.agencies.models.circle import leave_all
from cop.agencies.models.ending import Closing
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.membership import Membership
from cop.agencies.models.roles import LOOKING_AFTER, remember_leaving
from cop.core import kept, tenancy
from cop.core.asking_again import ask_again
from cop.core.db import db
from cop.core.facts import commit, in_commit, on_commit, on_worker


@on_commit(RolesChanged)
def look_again(fact: RolesChanged) -> None:
    """A role that is given can close a door too: whoever begins to supervise is no longer among peers only."""
    if fact.person_id is not None:
        ask_again(fact.person_id)


@on_commit(CircleLeft)
def look_again_at_the_circle(fact: CircleLeft) -> None:
    ask_again(fact.person_id)


@on_commit(AgencyChanged)
def look_again_for_a_step(fact: AgencyChanged) -> None:
    if "second_step" in fact.fields.split(", "):
        _look_again_at_all(fact.agency_id)


@on_commit(SignInWaysSet)
def look_again_for_the_way(fact: SignInWaysSet) -> None:
    _look_again_at_all(fact.agency_id)


def _look_again_at_all(agency_id: int) -> None:
    """A way to sign in that is no longer taken, or a second step that is asked now, closes doors that stand open."""
    with tenancy.within(tenancy.agencies(agency_id)):
        members = select(Membership.person_id).where(Membership.agency_id == agency_id).distinct()
        ask_again(*db.session.scalars(members))


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
            lasting.end_what_is_over(fact.agency_id, fact.person_id)
            closing = Closing.of(fact.agency_id)
            if closing is not None and closing.erased_at is not None:
                return  # nothing of the agency is left, and nothing is added
            Invitation.end_those_of(fact.agency_id, fact.person_id, all_roles=True)
            leave_all(fact.agency_id, fact.person_id)
            remember_leaving(fact.agency_id, fact.person_id)


@on_commit(WordsErased)
def forget_what_was_rendered(_fact: WordsErased) -> None:
    kept.forget()


@on_worker(JoinWanted)
def let_in_by_domain(wanted: JoinWanted) -> None:
    joining.ask(wanted.address)
    commit()
