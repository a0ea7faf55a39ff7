"""Reads shaped for one page."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import aliased, selectinload

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.area_news import AreaNews, Withdrawal
from cop.agencies.models.identity_provider import IdentityProvider
from cop.agencies.models.invitation import Acceptance, Invitation, InvitationRevocation
from cop.agencies.models.lived_experience import LivedExperience
from cop.agencies.models.membership import AREA_DIRECTOR, ROLES, FormerMember, Membership, StatewideRole
from cop.agencies.viewer import Standing, Viewer
from cop.core import clock, tenancy
from cop.core.db import AnyRow, AnySelect, db
from cop.people.models.person import GONE_NAME, Person
from cop.people.models.photo import Photo
from cop.people.ways import AGENCY, WAYS

MEMBERS_PER_PAGE, NEWS_PER_PAGE = 50, 20
Made = aliased(Invitation)
JOINED = (
    select(func.count(Acceptance.id))
    .join(Made, Made.id == Acceptance.invitation_id)
    .where(or_(Made.id == Invitation.id, Made.parent_id == Invitation.id))
    .correlate(Invitation)
    .scalar_subquery()
)
MEMBER = (Person.id, Person.name, Person.pronouns, Person.photo, Membership.role, Membership.discipline)


def members_of(agency: Agency, named: str = "", after: tuple[str, int] | None = None) -> Sequence[AnyRow]:
    """One page of an agency's people by name, one row for each role; from above `after` (a name and an id).

    Two statements: whose turn it is, and their roles.
    """
    here = select(Membership.person_id).where(Membership.agency_id == agency.id)
    people = select(Person.id).where(Person.id.in_(here)).order_by(func.lower(Person.name), Person.id)
    if named:
        people = people.where(Person.name.icontains(named, autoescape=True))
    if after is not None:
        people = people.where(tuple_(func.lower(Person.name), Person.id) > after)
    turn = db.session.scalars(people.limit(MEMBERS_PER_PAGE + 1)).all()
    found = _with_experience(select(*MEMBER).join(Membership, Membership.person_id == Person.id))
    found = found.where(Membership.agency_id == agency.id)
    return db.session.execute(found.where(Person.id.in_(turn)).order_by(func.lower(Person.name), Person.id)).all()


def member(agency: Agency, person_id: int) -> Sequence[AnyRow]:
    """One person's roles in an agency: no rows for someone who is not there. One statement."""
    found = _with_experience(select(*MEMBER).join(Membership, Membership.person_id == Person.id))
    return db.session.execute(found.where(Membership.agency_id == agency.id, Person.id == person_id)).all()


def _with_experience(people: AnySelect) -> AnySelect:
    """And whether each told their colleagues that they have worked as a peer supporter (`lived`)."""
    told = LivedExperience.id.is_not(None).label("lived")
    return people.add_columns(told).outerjoin(LivedExperience, LivedExperience.said_to_colleagues())


def left_by(person_id: int) -> Sequence[AnyRow]:
    """The agencies that someone has left, the last one first. One statement, past the walls: they are not inside."""
    found = select(FormerMember.id, FormerMember.at, Agency.name).join(Agency, Agency.id == FormerMember.agency_id)
    with tenancy.everywhere():
        mine = found.where(FormerMember.person_id == person_id, Agency.id != tenancy.COMMONWEALTH)
        return db.session.execute(mine.order_by(FormerMember.at.desc(), FormerMember.id)).all()


def photo(viewer: Viewer, sha256: str) -> Photo | None:
    """One's own, one that is for everyone, and those of people one shares an agency with. One statement."""
    colleagues = select(Membership.person_id).where(Membership.agency_id.in_(viewer.agency_ids))
    found = select(Photo).join(Person, Person.id == Photo.person_id).where(Photo.sha256 == sha256)
    mine = or_(Person.photo_open, Person.id == viewer.id, Person.id.in_(colleagues))
    return db.session.scalars(found.where(mine).limit(1)).first()


def contacts_of(agency: Agency) -> Sequence[AnyRow]:
    """Those who look after an agency. One statement."""
    found = select(*MEMBER).join(Membership, Membership.person_id == Person.id)
    who = found.where(Membership.agency_id == agency.id, Membership.role.in_(ROLES[2:]))
    return db.session.execute(who.order_by(Membership.role.desc(), Person.name)).all()


def announcements(agency: Agency, limit: int = 3) -> Sequence[AnyRow]:
    """The last ones, with who made them. One statement."""
    columns = (Announcement.id, Announcement.body_html, Announcement.created_at, Person.name.label("author_name"),
               Person.photo, Agency.name.label("voice_name"))  # fmt: skip
    found = select(*columns).join(Person, Person.id == Announcement.author_id)
    mine = found.join(Agency, Agency.id == Announcement.voice_id).where(Announcement.agency_id == agency.id)
    return db.session.execute(mine.order_by(Announcement.id.desc()).limit(limit)).all()


def area_news(area_slug: str, mine: Collection[int], before: int | None = None) -> Sequence[AnyRow]:
    """One page of what agencies shared with an area, the newest first, from below `before` (an id). One statement.

    What was taken back is there only for those who look after its agency: theirs are the agencies `mine`.
    """
    taker = aliased(Person)
    columns = (AreaNews.id, AreaNews.body_html, AreaNews.created_at, AreaNews.voice_id,
               Withdrawal.at.label("withdrawn_at"),
               Person.name.label("author_name"), Agency.name.label("voice_name"),
               func.coalesce(taker.name, GONE_NAME).label("withdrawn_by"))  # fmt: skip
    found = select(*columns).join(Person, Person.id == AreaNews.author_id).join(Agency, Agency.id == AreaNews.voice_id)
    found = found.outerjoin(Withdrawal, Withdrawal.news_id == AreaNews.id).outerjoin(
        taker, taker.id == Withdrawal.by_id
    )
    found = AreaNews.only_while_served(found).where(AreaNews.area_slug == area_slug)
    found = found.where(Withdrawal.id.is_(None) | AreaNews.voice_id.in_(mine))
    if before is not None:
        found = found.where(AreaNews.id < before)
    return db.session.execute(found.order_by(AreaNews.id.desc()).limit(NEWS_PER_PAGE + 1)).all()


def directors_of(area_slug: str) -> Sequence[str]:
    """The names of an area's Area Directors of Recovery. One statement."""
    held = (StatewideRole.role == AREA_DIRECTOR, StatewideRole.area_slug == area_slug)
    found = select(Person.name).join(StatewideRole, StatewideRole.person_id == Person.id).where(*held)
    return db.session.scalars(found.order_by(Person.name)).all()


def agencies_serving(area_slug: str) -> Sequence[Agency]:
    """One statement."""
    serving = AgencyArea.served_by_id == Agency.id
    return db.session.scalars(
        Agency.providers().join(AgencyArea, serving).where(AgencyArea.area_slug == area_slug)
    ).all()


def count_members(agency: Agency) -> int:
    people = select(func.count(Membership.person_id.distinct())).where(Membership.agency_id == agency.id)
    return db.session.scalar(people) or 0


def addresses_of_managers(agency: Agency) -> Sequence[AnyRow]:
    """Where to write to those who look after an agency. One statement."""
    found = select(Person.email, Person.language).join(Membership, Membership.person_id == Person.id).distinct()
    who = found.where(Membership.agency_id == agency.id, Membership.role.in_(ROLES[2:]))
    return db.session.execute(who).all()


@dataclass(frozen=True)
class Asked:
    """How an agency asks its people to sign in: `ways` of cop.people.ways."""

    standing: Standing
    ways: tuple[str, ...]


def asked_of(shut: Iterable[Standing]) -> list[Asked]:
    """One for each agency that a sign-in does not open. One statement, past the walls: none of them is in the scope.

    An agency's own sign-in is a way only where there is one.
    """
    by_agency = {one.agency_id: one for one in shut}
    if not by_agency:
        return []
    with tenancy.everywhere():
        having = select(IdentityProvider.agency_id).where(IdentityProvider.agency_id.in_(by_agency))
        federated = set(db.session.scalars(having))
    return [
        Asked(one, tuple(w for w in WAYS if w not in one.refused and (w != AGENCY or one.agency_id in federated)))
        for one in by_agency.values()
    ]


def statewide_roles() -> Sequence[AnyRow]:
    """Who does what for all agencies. One statement."""
    found = select(StatewideRole.id, StatewideRole.role, StatewideRole.area_slug, Person.name)
    joined = found.join(Person, Person.id == StatewideRole.person_id)
    return db.session.execute(joined.order_by(StatewideRole.role, Person.name)).all()


def all_agencies() -> Sequence[Agency]:
    """Every provider agency with the areas it serves. Two statements."""
    return db.session.scalars(Agency.providers().options(selectinload(Agency.areas))).all()


def open_invitations(agency: Agency) -> Sequence[AnyRow]:
    """Those that still work, the newest first, each with who sent it and how many joined. One statement.

    What was made from a group's link counts for the group and is not listed beside it.
    """
    revoked = select(InvitationRevocation.id).where(InvitationRevocation.invitation_id == Invitation.id).exists()
    found = select(Invitation, Person.name.label("inviter"), JOINED.label("joined"))
    mine = found.outerjoin(Person, Person.id == Invitation.by_id).where(Invitation.agency_id == agency.id)
    working = mine.where(~revoked, Invitation.parent_id.is_(None), Invitation.expires_at > clock.now())
    return db.session.execute(working.where(Invitation.most > JOINED).order_by(Invitation.id.desc())).all()
