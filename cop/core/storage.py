"""Files, kept under the hash of what is in them: in a local folder, or in S3-compatible storage."""

import hashlib
import logging
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import obstore
from flask import Flask, current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url
from sqlalchemy import func, select

from cop.config import Settings
from cop.core import clock
from cop.core.db import db

log = logging.getLogger(__name__)
CHUNK = 1024 * 1024
MANY = 500  # files that are listed at once
KEY = re.compile(r"-?\d+/(?:apart/[0-9a-f]{32}|[0-9a-f]{2}/[0-9a-f]{64})")
APART = re.compile(r"\d+/apart/[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """What was written: its key, its SHA-256 in hexadecimal, and its size in bytes."""

    key: str
    sha256: str
    size: int


def keep(agency_id: int, file: IO[bytes]) -> Kept:
    """Writes a file under its agency and its hash. The same content is kept once for each agency."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    name = digest.hexdigest()
    key = f"{agency_id}/{name[:2]}/{name}"
    hold(key)
    obstore.put(_store(), key, file)
    return Kept(key, name, size)


def hold(key: str) -> None:
    """Until the transaction ends, whoever else keeps or takes away the very same file waits (core.forgetting).

    For PostgreSQL: on SQLite whoever writes is alone.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(int(hashlib.sha256(key.encode()).hexdigest()[:15], 16))))


def keep_apart(agency_id: int, content: bytes) -> str:
    """Writes a file under a key of its own, drawn by lot, and gives the key.

    The same content twice is two files: neither leads to the other, and one can go without a look at who has the other.
    """
    key = f"{agency_id}/apart/{secrets.token_hex(16)}"
    obstore.put(_store(), key, content)
    _tell_the_hour(key)
    return key


def _tell_the_hour(key: str) -> None:
    """All that a folder says of when, for it may be what someone wrote without their name. (Storage elsewhere, and what
    a file system keeps for itself, can't be told.)
    """
    settings = current_app.extensions["settings"]
    if not settings.files_url:
        hour = clock.hour_of(clock.now()).timestamp()
        file = _folder(settings) / key
        for path in (file, *file.parents[:2]):  # read last when the hour ends, or the first who reads would be noted
            os.utime(path, (hour + 3600, hour))


def keep_again(key: str, file: IO[bytes]) -> None:
    """Writes a file that a backup has, under the key it had. Raises ValueError for what is no key of ours."""
    if APART.fullmatch(key):
        obstore.put(_store(), key, file)
        _tell_the_hour(key)
    else:
        keep(int(key.split("/", maxsplit=1)[0]), file)


def stream(key: str) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time. Raises FileNotFoundError before the first piece if it is gone."""
    pieces = obstore.get(_store(), key).stream(min_chunk_size=CHUNK)
    return (bytes(piece) for piece in pieces)


def kept_before(moment: datetime) -> Iterator[list[str]]:
    """The keys of all files that were last written before a moment, some hundred at a time."""
    for found in obstore.list(_store(), chunk_size=MANY):
        yield [one["path"] for one in found if one["last_modified"] < moment and KEY.fullmatch(one["path"])]


def forget(key: str) -> None:
    """Takes a file away. Safe to repeat."""
    try:
        obstore.delete(_store(), key)
    except FileNotFoundError:
        log.info("a file that was to be taken away is not there")


def answers() -> bool:
    """Whether the place for files can be written and read."""
    try:
        obstore.put(_store(), "check", b"ok")
        return bytes(obstore.get(_store(), "check").bytes()) == b"ok"
    except (BaseError, OSError, ValueError):
        log.exception("the place for files does not answer")
        return False


def _store() -> ObjectStore:
    """Made at first use in each process: it has threads, which do not survive a fork."""
    held: dict[str, ObjectStore] = current_app.extensions["files"]
    if "store" not in held:
        held["store"] = _open(current_app.extensions["settings"])
    return held["store"]


def _open(settings: Settings) -> ObjectStore:
    if settings.files_url:
        return from_url(settings.files_url)  # credentials come from AWS_ variables
    return LocalStore(_folder(settings), automatic_cleanup=False, mkdir=True)


def _folder(settings: Settings) -> Path:
    return settings.data / "files"


def init_app(app: Flask) -> None:
    app.extensions["files"] = {}
