"""What a viewer is made of, in one statement: who signed in, where they belong, and as what."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.circle import CircleMember
from cop.agencies.models.ending import Archive
from cop.agencies.models.membership import Membership, StatewideRole
from cop.agencies.models.settings import AgencySettings
from cop.agencies.viewer import Standing, Viewer
from cop.core import tenancy
from cop.core.db import AnyRow
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


def _standings(rows: Sequence[AnyRow]) -> tuple[Standing, ...]:
    found = (
        Standing(r.agency_id, r.slug, r.agency_name, r.role, r.discipline, r.accent, r.archive_id is not None,
                 frozenset(r.refused_ways or ()))
        for r in rows
        if r.agency_id
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _circles(said: str) -> frozenset[tuple[int, int]]:
    pairs = (one.split(":") for one in said.split(",") if one)
    return frozenset((int(agency_id), int(circle_id)) for agency_id, circle_id in pairs)


def viewer_from(rows: Sequence[AnyRow], **of_sign_in: Any) -> Viewer:
    """From the rows about one person. `of_sign_in`: what only a sign-in has."""
    shown, standings = of_sign_in.get("shown"), _standings(rows)
    opened = [one for one in standings if shown is None or shown.opens(one.refused, one.agency_id)]
    ids = {one.agency_id for one in opened}
    own = rows if shown is None or shown.own else ()  # what an agency's provider vouches for opens no statewide role
    return Viewer(
        id=rows[0].id,
        name=rows[0].name,
        language=rows[0].language,
        time_zone=rows[0].time_zone,
        photo=rows[0].photo,
        standings=tuple(opened),
        shut=tuple(one for one in standings if one.agency_id not in ids),
        statewide=frozenset(r.statewide for r in own if r.statewide),
        area=next((r.area for r in own if r.area), None),
        areas_served=frozenset(r.area_slug for r in rows if r.area_slug and r.agency_id in ids),
        owes_step=rows[0].two_step_id is None and any(r.second_step for r in rows),
        circles=_circles(rows[0].circles or ""),
        **of_sign_in,
    )
