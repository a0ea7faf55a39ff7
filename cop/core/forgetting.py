"""Files that nothing leads to any more: taken away by the worker, once what let go of them is safe.

The job is a row of that same transaction: a rollback loses no file, and a crash leaves none behind.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from cop.core import jobs, storage, tenancy
from cop.core.db import db

FORGET = "forget-files"


def forget_later(agency_id: int, keys: Iterable[str | None], **when: Any) -> None:
    """Files of an agency, or with 0 of the Commonwealth or a person. One that a row still leads to by then stays.

    `when`: for a job that tells no exact time (see jobs.add).
    """
    if known := sorted(filter(None, keys)):
        jobs.add(FORGET, agency_id, {"keys": known}, **when)


def forget(payload: dict[str, Any]) -> None:
    """A job, safe to repeat."""
    for key in payload.get("keys") or [payload["key"]]:
        storage.hold(key)
        if not with_rows([key]):
            storage.forget(key)


def with_rows(keys: Collection[str]) -> set[str]:
    """Those that any row leads to: the same file may have come again, or be another's too. A statement for each kind of
    row."""
    with tenancy.everywhere():
        connection = tenancy.tell_database(db.session(), tenancy.current_scope())
        columns = [table.c.file_key for table in db.metadata.sorted_tables if "file_key" in table.c]
        return {key for one in columns for key in connection.scalars(select(one).where(one.in_(keys)))}


jobs.register(FORGET, forget)
jobs.register("forget-logo", forget)  # those that waited when they were still their own kind
