"""The way into an agency by an invitation's link: past the walls on purpose, because whoever holds it is not inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select

from cop.agencies.facts import MemberJoined
from cop.agencies.models import roles
from cop.agencies.models.agency import Agency
from cop.agencies.models.ending import Archive
from cop.agencies.models.invitation import MOST_A_DAY, PURPOSE, Acceptance, Invitation
from cop.agencies.models.membership import PEER_SUPPORTER, FormerMember
from cop.agencies.models.settings import AgencySettings
from cop.agencies.refusal_facts import InvitationRefused
from cop.core import mail, signing, tenancy
from cop.core.db import db
from cop.core.facts import note, record
from cop.people import addresses
from cop.people.models.person import Person

NOT_YOURS, ARCHIVED = "not-yours", "archived"
MOST_LOOKED_AT = 5  # invitations to one address


@dataclass(frozen=True)
class Door:
    """An invitation as whoever holds its link may see it: into which agency, from whom, and what stops it, if any."""

    invitation: Invitation
    agency: Agency
    inviter: str
    stopped: str | None

    @property
    def token(self) -> str:
        return self.invitation.token


def at(token: str, lock: bool = False) -> Door | None:
    """None for a link that was not made here. `lock` for one that is about to be used: one after the other."""
    number = signing.unsign(PURPOSE, token)
    with tenancy.everywhere():
        found = select(Invitation).where(Invitation.id == number)
        invitation = db.session.scalars(found.with_for_update() if lock else found).first()
        if invitation is None:
            return None
        agency = db.session.get_one(Agency, invitation.agency_id)
        inviter = db.session.scalar(select(Person.name).where(Person.id == invitation.by_id))
        return Door(invitation, agency, inviter or "", _stopped(invitation, lock))


def for_address(agency: Agency, email: str) -> Door | None:
    """The newest open invitation of an agency to one address, about to be used."""
    with tenancy.everywhere():
        theirs = select(Invitation).where(Invitation.agency_id == agency.id, Invitation.email == addresses.tidy(email))
        written = db.session.scalars(theirs.order_by(Invitation.id.desc()).limit(MOST_LOOKED_AT)).all()
        doors = (at(one.token, lock=True) for one in written)
        return next((door for door in doors if door and not door.stopped), None)


def _stopped(invitation: Invitation, lock: bool) -> str | None:
    """A group's own limits hold for whoever came by its link."""
    parent = select(Invitation).where(Invitation.id == invitation.parent_id)
    group = db.session.scalars(parent.with_for_update() if lock else parent).first()
    archived = ARCHIVED if Archive.of(invitation.agency_id) else None
    return invitation.stopped() or (group.stopped() if group else None) or archived


@contextmanager
def inside(door: Door) -> Iterator[None]:
    """The scope of the agency behind the door, for as long as joining takes."""
    with tenancy.within(tenancy.agencies(door.agency.id)):
        yield


def accept(door: Door, person: Person) -> None:
    """Gives the role. Safe to repeat. The door was found with `lock` and is not stopped."""
    invitation = door.invitation
    discipline = invitation.discipline if invitation.role == PEER_SUPPORTER else None
    roles.hold(door.agency.id, person.id, invitation.role, discipline)
    db.session.add(Acceptance(agency_id=door.agency.id, invitation_id=invitation.id, person_id=person.id))
    record(MemberJoined(door.agency.id, person.id, invitation.role, invitation.id))


def refuse(door: Door, why: str, person_id: int | None) -> None:
    """On record for the agency, though whoever tried only looked."""
    note(InvitationRefused(door.agency.id, person_id, door.invitation.id, why))


def hand_on(door: Door, email: str) -> None:
    """Under a group's link: an invitation of their own, by mail, for whoever named this address."""
    group = door.invitation
    own = Invitation.write(group.agency_id, group.by_id, group.role, group.discipline, email=email, parent=group)
    own.expires_at = group.expires_at
    send(own, door.agency.name, door.inviter)


def send(invitation: Invitation, agency: str, inviter: str, language: str = "en") -> None:
    """The link by mail, to the address it is for."""
    given = {"invitation": invitation.id, "agency": agency, "inviter": inviter, "role": invitation.role}
    mail.post("invitation", invitation.email or "", language, invitation.agency_id, **given)


def ask(email: str) -> None:
    """Someone at a mail domain that agencies let in: an invitation goes to the address, from each such agency."""
    with tenancy.everywhere():
        letting_in = db.session.scalars(select(AgencySettings)).all()
        named = [one.agency_id for one in letting_in if addresses.domain(email) in one.mail_domains]
        left = select(FormerMember.agency_id).join(Person, Person.id == FormerMember.person_id)
        gone = set(db.session.scalars(left.where(Person.email == email)))
        lately = {agency_id: Invitation.lately(agency_id, [email])[email] for agency_id in named}
        here = [one for one in named if one not in gone and lately[one] < MOST_A_DAY and Archive.of(one) is None]
        for agency in db.session.scalars(select(Agency).where(Agency.id.in_(here))):
            send(Invitation.write(agency.id, None, PEER_SUPPORTER, email=email), agency.name, "")
