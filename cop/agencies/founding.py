"""Founding an agency: past the walls on purpose, because whoever founds it never belongs to it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from cop.agencies import joining
from cop.agencies.facts import AgencyFounded
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.invitation import Invitation
from cop.agencies.models.membership import DIRECTOR
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import record

TAKEN = {"new", "commonwealth"}  # addresses of pages, and the sentinel
SLUG = r"[a-z][a-z0-9-]{1,39}"


def is_free(slug: str) -> bool:
    return slug not in TAKEN and db.session.scalar(select(Agency.id).where(Agency.slug == slug)) is None


def found(slug: str, name: str, areas: Iterable[str]) -> Agency:
    """A new agency, with nobody in it."""
    agency = Agency(slug=slug, name=name, areas=[AgencyArea(area_slug=area) for area in areas])
    with tenancy.everywhere():
        db.session.add(agency)
        db.session.flush()
    record(AgencyFounded(agency.id, None))
    return agency


def invite_director(agency: Agency, email: str, by: Any, language: str) -> None:
    """The way in for its first Director of Peer Support."""
    with tenancy.within(tenancy.agencies(agency.id)):  # PostgreSQL is told of it only now that it is there
        joining.send(Invitation.write(agency.id, by.id, DIRECTOR, email=email), agency.name, by.name, language)
