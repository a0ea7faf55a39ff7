"""What a viewer is made of, in one statement: who signed in, where they belong, and as what."""

from sqlalchemy import String, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.circle import CircleMember
from cop.agencies.models.ending import Archive
from cop.agencies.models.membership import Membership, StatewideRole
from cop.agencies.models.settings import AgencySettings
from cop.core import tenancy
from cop.core.reads import Read
from cop.people.models import sign_in
from cop.people.models.person import Person
from cop.people.models.two_step import TwoStep

# Agency and circle with a colon between, and commas between the pairs: a join would multiply the rows. It stands before
# `told`, which narrows what the database shows.
PAIR = cast(CircleMember.agency_id, String) + ":" + cast(CircleMember.circle_id, String)
CIRCLES = select(func.aggregate_strings(PAIR, ",")).where(CircleMember.person_id == Person.id).scalar_subquery()
COLUMNS = (Person.id, Person.name, Person.language, Person.time_zone, Person.photo, Membership.agency_id, Agency.slug,
           Agency.name.label("agency_name"), Membership.role, Membership.discipline, AgencyArea.area_slug,
           StatewideRole.role.label("statewide"), StatewideRole.area_slug.label("area"), AgencySettings.second_step,
           AgencySettings.refused_ways, AgencySettings.idle_hours, AgencySettings.longest_hours, AgencySettings.accent,
           TwoStep.id.label("two_step_id"), Archive.id.label("archive_id"), CIRCLES.label("circles"))  # fmt: skip
HOW = (sign_in.SignIn.created_at.label("begun_at"), sign_in.SignIn.seen_at, sign_in.SignIn.way, sign_in.SignIn.step,
       sign_in.SignIn.provider_id)  # fmt: skip
EVERYTHING = (
    select(*COLUMNS)
    .outerjoin(Membership, Membership.person_id == Person.id)
    .outerjoin(Agency, Agency.id == Membership.agency_id)
    .outerjoin(AgencyArea, AgencyArea.served_by_id == Agency.id)
    .outerjoin(StatewideRole, StatewideRole.person_id == Person.id)
    .outerjoin(AgencySettings, AgencySettings.agency_id == Membership.agency_id)
    .outerjoin(TwoStep, TwoStep.person_id == Person.id)
    .outerjoin(Archive, Archive.agency_id == Membership.agency_id)
    .order_by(Membership.id)
)
OF_PERSON = Read(EVERYTHING.where(Person.id == bindparam("person_id")))
# Row-level security is told the agencies by the same statement that finds them: a page sends one less.
Mine = aliased(Membership)
THEIR_AGENCIES = (
    select(func.string_agg(cast(Mine.agency_id, String), ",")).where(Mine.person_id == Person.id).scalar_subquery()
)
TOLD = tenancy.narrowed_to(THEIR_AGENCIES).label("told")
OF_SIGN_IN = Read(
    EVERYTHING.add_columns(*HOW, TOLD)
    .join(sign_in.SignIn, sign_in.SignIn.person_id == Person.id)
    .where(sign_in.SignIn.token_hash == bindparam("token_hash"), sign_in.HOLDS)
)
