"""`cop backup FILE` and `cop restore FILE`: every row and every file, in one archive that either database can read.

A backup is taken in one transaction, so it is of one moment, while people go on writing. What is said in an open room
is not in it: nothing of a room is kept unless everyone agrees, and a backup would keep it.
"""

import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Table, func, inspect, select

from cop.commands.settings import in_house
from cop.core import storage, tenancy
from cop.core.db import Moment, db, only_reading
from cop.people.models.person import Person

CHUNK = 1000
# Said in a room; good for one browser; good for one link; done or due again; a copy that has no file after a restore.
FLEETING = {"room_event", "sign_in", "letter", "job", "takeout"}


def tables() -> list[Table]:
    return [table for table in db.metadata.sorted_tables if table.name not in FLEETING]


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_house
def backup(file: Path) -> None:
    """Write every row and every file to FILE."""
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent}.")
    unfinished = file.with_name(f"{file.name}.unfinished")  # a backup that is there stays until the new one is whole
    try:
        with only_reading(), tenancy.everywhere() as scope, tarfile.open(unfinished, "w:gz") as archive:
            connection = db.session.connection(execution_options=_one_moment())
            tenancy.tell_connection(connection, scope)
            rows = sum(_write_table(archive, connection, table) for table in tables())
            files = sum(_write_file(archive, key) for key in _file_keys())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"{rows} rows and {files} files are in {file}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@in_house
def restore(file: Path) -> None:
    """Read FILE into an empty community."""
    with tenancy.everywhere() as scope:
        connection = db.session.connection()
        if not inspect(connection).has_table("person"):
            raise click.UsageError("The database has no tables yet: run `cop db upgrade` first.")
        if connection.execute(Person.known().with_only_columns(func.count(Person.id))).scalar():
            raise click.UsageError("There are people here already. Restore into an empty database (cop db upgrade).")
        tenancy.tell_connection(connection, scope)
        try:
            rows, files = _read(file, connection)
        except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, OSError) as error:
            raise click.UsageError(f"{file} is not a backup that can be read ({type(error).__name__}).") from None
        db.session.commit()
    click.echo(f"{rows} rows and {files} files are here again.")


def _read(file: Path, connection: Connection) -> tuple[int, int]:
    """How many rows and files were read."""
    rows = files = 0
    with tarfile.open(file, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None and member.name.startswith("rows/"):
                rows += _read_table(connection, member.name[5:].removesuffix(".jsonl"), content)
            elif content is not None:
                storage.keep_again(member.name.removeprefix("files/"), content)
                files += 1
    return rows, files


def _one_moment() -> dict[str, Any]:
    return {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}


def _write_table(archive: tarfile.TarFile, connection: Connection, table: Table) -> int:
    lines = [json.dumps(_plain(row), ensure_ascii=False) for row in connection.execute(select(table)).mappings()]
    _add(archive, f"rows/{table.name}.jsonl", "\n".join(lines).encode())
    return len(lines)


def _plain(row: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _file_keys() -> list[str]:
    holding = [table.c.file_key for table in tables() if "file_key" in table.c]
    connection = db.session.connection()
    return sorted({key for column in holding for key in connection.execute(select(column)).scalars() if key})


def _write_file(archive: tarfile.TarFile, key: str) -> int:
    _add(archive, f"files/{key}", b"".join(storage.stream(key)))
    return 1


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _read_table(connection: Connection, name: str, content: Any) -> int:
    table, count = db.metadata.tables[name], 0
    if name in {"area", "agency", "person"}:  # the migrations put the first of these in
        connection.execute(table.delete())
    for rows in _chunks(content, [column.name for column in table.c if isinstance(column.type, Moment)]):
        connection.execute(table.insert(), rows)
        count += len(rows)
    return count


def _chunks(content: Any, moments: list[str]) -> Iterator[list[dict[str, Any]]]:
    waiting: list[dict[str, Any]] = []
    for line in content:
        row = json.loads(line)
        waiting.append(row | {name: datetime.fromisoformat(row[name]) for name in moments if row[name]})
        if len(waiting) == CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
