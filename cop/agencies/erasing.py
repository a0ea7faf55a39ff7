"""Erasing an agency whose time of grace is over: every row that it owns, what it shared with areas, and its files.

What stays: its name, because what its people wrote in shared places was said from there; the trail, which nobody can
take back; and the line that says when it was erased.
"""

from typing import Any

from sqlalchemy import delete, select, update

from cop.agencies.facts import AgencyErased
from cop.agencies.models import roles
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.ending import Closing
from cop.agencies.models.membership import Membership
from cop.core import clock, jobs, tenancy
from cop.core.db import db
from cop.core.facts import commit, record
from cop.core.forgetting import forget_later

STAYS = {"trail_entry", "agency_closing", "agency_archive"}


def erase(payload: dict[str, Any]) -> None:
    """A job: nothing happens when the closing was taken back, or is not due (it was begun anew), or was done."""
    agency_id = int(payload["agency_id"])
    with tenancy.within(tenancy.agencies(agency_id)):
        closing = Closing.of(agency_id)
        if closing is None or closing.erased_at is not None or closing.erase_at > clock.now():
            return
        keys = _file_keys(agency_id)
        for person_id in set(db.session.scalars(select(Membership.person_id).where(Membership.agency_id == agency_id))):
            roles.leave(agency_id, person_id)  # ends their open sockets, too
        db.session.flush()
        _erase_rows(agency_id)
        db.session.execute(update(Agency).where(Agency.id == agency_id).values(about=""))
        db.session.execute(delete(AgencyArea).where(AgencyArea.served_by_id == agency_id))
        forget_later(agency_id, keys)
        closing.erased_at = clock.now()
        record(AgencyErased(agency_id, None))
        commit()


def remember() -> None:
    """When a server starts: a closing whose job is gone (after a restore, which brings no jobs) gets one again."""
    with tenancy.everywhere():
        for closing in db.session.scalars(select(Closing).where(Closing.erased_at.is_(None))).all():
            payload = {"agency_id": closing.agency_id}
            if not jobs.waits("erase-agency", payload):
                jobs.add("erase-agency", closing.agency_id, payload, due_at=closing.erase_at)
        commit()


def _owned() -> list[Any]:
    return [table for table in reversed(db.metadata.sorted_tables) if tenancy.is_owned(table)]


def _erase_rows(agency_id: int) -> None:
    connection = tenancy.tell_database(db.session(), tenancy.current_scope())
    takeouts = db.metadata.tables["takeout"]
    connection.execute(delete(takeouts).where(takeouts.c.of_agency_id == agency_id))
    for table in _owned():
        if table.name not in STAYS:
            connection.execute(delete(table).where(tenancy.whose(table) == agency_id))


def _file_keys(agency_id: int) -> set[str]:
    """All that lie under the agency's own folder: what it owns, and what was put together of it."""
    connection = tenancy.tell_database(db.session(), tenancy.current_scope())
    found: set[str] = set()
    for table in db.metadata.sorted_tables:
        owner = table.c.get("of_agency_id", table.c.get("agency_id"))
        if "file_key" in table.c and owner is not None:
            found |= set(connection.execute(select(table.c.file_key).where(owner == agency_id)).scalars())
    return {key for key in found if key and key.startswith(f"{agency_id}/")}


jobs.register("erase-agency", erase)
