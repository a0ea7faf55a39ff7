"""Everything of a person's, or of an agency's, as a ZIP: each table as JSON, one page to read, and the files.

What belongs to whom is told by the tables themselves, so that a new one is not forgotten: a row is a person's when a
column of it points at them, and an agency's when it is owned by it. What only works as a key (hashes of passwords and
of sign-ins) stays here, and so does what is said in a room that is open.
"""

import json
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import IO, Any

from flask import current_app
from sqlalchemy import Column, Table, and_, or_, select

from cop.core import storage, tenancy
from cop.core.db import db

SECRET = {"password_hash", "token_hash", "secret", "code_mark", "public_key"}
# Ours to do; made from the rest; gone with a room; the same for all; whose a hand is; sealed until it is sent.
LEFT_OUT = {"letter", "job", "search_entry", "room_event", "area", "pseudonym", "nameless_hold", "draft"}
# An agency knows its people by name; their addresses are their own, and those they were invited at tell them.
INVITED = {"id", "agency_id", "parent_id", "by_id", "role", "discipline", "most", "created_at", "expires_at"}
FOR_AGENCY = {"person": {"id", "name"}, "invitation": INVITED}
# Who sits in a room or circle, has a challenge too, reads, follows, thanks or is called, is no manager's to know; what
# was taken back or changed is its writer's. Nor are flags, what was decided about someone's post, and first posts that
# wait: they are between those who look after a space and whoever wrote it.
NOT_FOR_AGENCY = {"seat", "shared_challenge", "post_removal", "post_version", "evidence_removal", "evidence_version",
                  "reading", "subscription", "topic_mail",
                  "kindness", "flag", "check_on", "review_decision", "appeal", "muted", "redaction", "waiting_post",
                  "circle", "circle_member", "circle_invitation", "mention"}  # fmt: skip
WITH_WORDS = {"attachment"}  # goes along with words, and is nobody else's once these are taken back
EVERYONE = "everyone"  # the audience that hides nothing from anyone inside
FILE = "file_key"

Rows = Sequence[dict[str, Any]]
Told = Callable[[int], None]


def tables() -> list[Table]:
    return [table for table in db.metadata.sorted_tables if table.name not in LEFT_OUT]


def points_at_person(column: Column[Any]) -> bool:
    """By its key, or as its `info` says where a key says too little (a bare number) or too much (not whose it is)."""
    said = column.info.get("person")
    return any(key.column.table.name == "person" for key in column.foreign_keys) if said is None else bool(said)


def of_person(table: Table, person_id: int) -> Any:
    """What picks a person's rows from a table; None for a table that has none."""
    if table.name == "person":
        return table.c.id == person_id
    theirs = [column == person_id for column in table.columns if points_at_person(column)]
    return or_(*theirs) if theirs else _part_of_written(table, person_id)


def for_person() -> dict[str, set[str]]:
    """The columns of those tables that a person does not get whole: who else did something to what they wrote, such as
    who hid it, is not theirs to know."""
    found = {}
    for table in tables():
        others = {one.name for one in table.columns if one.info.get("person") is False}
        if others:
            found[table.name] = {one.name for one in table.columns} - SECRET - others
    return found


def _part_of_written(table: Table, person_id: int) -> Any:
    """Parts of what a person wrote, such as a resource's files: they point at it, and it names its author."""
    parts = [
        key.parent.in_(select(key.column).where(key.column.table.c.author_id == person_id))
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.name == "id" and "author_id" in key.column.table.c
    ]
    return or_(*parts) if parts else None


def of_agency(table: Table, agency_id: int) -> Any:
    """What picks an agency's rows, and the people who belong to it.

    Only what everyone inside may see: whoever asks looks after the agency, and is kept out of what is for peers only.
    """
    if table.name == "agency":
        return table.c.id == agency_id
    if table.name == "person":
        members = db.metadata.tables["membership"]
        return table.c.id.in_(select(members.c.person_id).where(members.c.agency_id == agency_id))
    return _for_everyone(table, agency_id) if tenancy.is_owned(table) and table.name not in NOT_FOR_AGENCY else None


def _for_everyone(table: Table, agency_id: int) -> Any:
    """Of the agency and for everyone there, and so is all that a row hangs on (a reply's topic, a topic's space)."""
    rules = [tenancy.whose(table) == agency_id]
    if "audience" in table.c:
        rules.append(table.c.audience == EVERYONE)
    for key in table.foreign_keys:
        above = key.column.table
        if key.column.name == "id" and above is not table and tenancy.is_owned(above) and _within(table, key):
            seen = select(above.c.id).where(_for_everyone(above, agency_id))
            if table.name in WITH_WORDS and "body_source" in above.c:
                seen = seen.where(above.c.body_source != "")
            rules.append(key.parent.is_(None) | key.parent.in_(seen))
    return and_(*rules)


def _within(table: Table, key: Any) -> bool:
    """Whether a key leads to a row of the same agency. An annex hangs on a topic that all agencies share."""
    return table.c.agency_id.name in key.constraint.column_keys


def write(file: IO[bytes], pick: Callable[[Table], Any], language: str, tell: Told = lambda _percent: None,
          only: Mapping[str, Collection[str]] = MappingProxyType({}),
          tidy: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row) -> None:  # fmt: skip
    """Writes the ZIP, in a scope that holds what is picked.

    `tell` hears how far it is, from 0 to 100; `only` has the columns of those tables that are not shown whole; `tidy`
    takes out of a row what is somebody else's.
    """
    everything: dict[str, Rows] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        picked = [(table, where) for table in tables() if (where := pick(table)) is not None]
        for number, (table, where) in enumerate(picked):
            rows = [tidy(row) for row in _rows(table, where, only.get(table.name))]
            if rows:
                everything[table.name] = rows
                archive.writestr(f"data/{table.name}.json", json.dumps(rows, ensure_ascii=False, indent=1))
                _add_files(archive, rows)
            tell(100 * number // len(picked))
        archive.writestr("read-me-first.html", page(everything, language))


def _rows(table: Table, where: Any, only: Collection[str] | None) -> Rows:
    names = only or {column.name for column in table.columns} - SECRET
    shown = [column for column in table.columns if column.name in names]
    connection = tenancy.tell_database(db.session(), tenancy.current_scope())
    found = connection.execute(select(*shown).where(where).order_by(*table.primary_key.columns))
    return [{name: _plain(value) for name, value in row.items()} for row in found.mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _add_files(archive: zipfile.ZipFile, rows: Rows) -> None:
    for row in rows:
        if row.get(FILE) and row.get("file_name"):
            with archive.open(f"files/{row['id']}-{row['file_name']}", "w") as into:
                for piece in _pieces(row[FILE]):
                    into.write(piece)


def _pieces(key: str) -> Iterator[bytes]:
    try:
        yield from storage.stream(key)
    except FileNotFoundError:
        yield b""


def without_others_addresses(person_id: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """For a person's own: from where somebody else did something to them is that other person's."""

    def tidy(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"address": ""} if row.get("actor_id", person_id) != person_id and "address" in row else row

    return tidy


def page(everything: dict[str, Rows], language: str) -> str:
    """All of it to be read in a browser, without a line to us."""
    template = current_app.jinja_env.get_template("takeout/page.html")
    return template.render(everything=everything, language=language)
