"""Founding an agency: past the walls on purpose, because whoever founds it never belongs to it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
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


def is_free(slug: str, errors: Any) -> bool:
    if slug in TAKEN or db.session.scalar(select(Agency.id).where(Agency.slug == slug)) is not None:
        errors.append(_("There is already an agency with this short name."))
        return False
    return True


def found(slug: str, name: str, areas: Iterable[str], director: str, by: Any, language: str) -> Agency:
    """The agency, and an invitation for its first Director of Peer Support."""
    agency = Agency(slug=slug, name=name, areas=[AgencyArea(area_slug=area) for area in areas])
    with tenancy.everywhere():
        db.session.add(agency)
        db.session.flush()
    with tenancy.within(tenancy.agencies(agency.id)):  # PostgreSQL is told of it only now that it is there
        record(AgencyFounded(agency.id, None))
        joining.send(Invitation.write(agency.id, by.id, DIRECTOR, email=director), name, by.name, language)
    return agency
