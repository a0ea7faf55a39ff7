"""Every fact that is answered for becomes an entry in its agency's trail, in the same transaction."""

import re
from dataclasses import asdict

from flask import g, has_request_context, request

from cop.core import tenancy
from cop.core.facts import Audited, in_commit
from cop.trust.models.trail import TrailEntry


@in_commit(Audited)
def write_down(fact: Audited) -> None:
    details = asdict(fact)
    agency_id, person_id = details.pop("agency_id"), details.pop("person_id")
    with tenancy.within(tenancy.agencies(agency_id)):
        TrailEntry.append(agency_id, kind_of(type(fact)), _actor(), person_id, _address(), details)


def kind_of(fact: type[Audited]) -> str:
    """`RoleGiven` is kept as `role-given`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", fact.__name__).lower()


def _actor() -> int | None:
    """Whoever is signed in; nobody for a job, a command, or one who is on their way in."""
    viewer = g.get("viewer") if has_request_context() else None
    return viewer.id if viewer is not None else None


def _address() -> str:
    return (request.remote_addr or "") if has_request_context() else ""
