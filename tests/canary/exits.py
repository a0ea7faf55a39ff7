"""What leaves an installation, as text or as bytes: each exit by name, read from the outside."""

import json
import re
import sqlite3
import subprocess
import tarfile
from pathlib import Path

from redis import Redis
from sqlalchemy import make_url

from tests.canary.house import House, redis_of_its_own, run

PAGES = ("/", "/forums", "/forums/handling-money", "/search?q=hope", "/search?q=nobody", "/library", "/following",
         "/review", "/agencies/harborlight", "/agencies/harborlight/trail", "/api/v1/rotation")  # fmt: skip
READERS = ("ivy", "ben", "joan", "bettina", "wren")


def database(made: House) -> list[str]:
    """Every row, as a dump has it, in the order in which it lies there."""
    if made.addresses.owner_database_url:
        url = make_url(made.addresses.owner_database_url).set(drivername="postgresql")
        words = ["pg_dump", "--data-only", "--inserts", url.render_as_string(hide_password=False)]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        return re.split(r"\n(?=INSERT INTO )", told)
    with sqlite3.connect(made.addresses.database_url.removeprefix("sqlite:///")) as connection:
        return list(connection.iterdump())


def raw(made: House, *_topics: str) -> bytes:
    """The files of SQLite as they lie there, with what is not in any row any more. PostgreSQL's are its server's."""
    return b"".join(path.read_bytes() for path in sorted(_data(made).glob("canary.db*")))


def queue(made: House, *_topics: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(_data(made).glob("queue.db*")))


def redis(made: House, *_topics: str) -> bytes:
    """Keys and values: limits count there, and jobs are carried."""
    url = redis_of_its_own(made.addresses)
    if not url:
        return b""
    there = Redis.from_url(url)
    return b"\n".join(key + b" " + (there.dump(key) or b"") for key in sorted(there.scan_iter()))


def files(made: House, *_topics: str) -> bytes:
    """Names, and what is in them."""
    found = [path for path in sorted((_data(made) / "files").rglob("*")) if path.name != "check"]
    told = "\n".join(map(str, found))
    return told.encode() + b"".join(path.read_bytes() for path in found if path.is_file())


def times_of_files(made: House) -> list[float]:
    """Of what lies apart, as pictures of posts do, and of its folder."""
    return [path.stat().st_mtime for path in (_data(made) / "files").rglob("*apart*")] + [
        path.stat().st_mtime for path in (_data(made) / "files").glob("*/apart/*")
    ]


def mails(made: House, *_topics: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((_data(made) / "mail").glob("*")) if path.is_file())


def backup(made: House, *_topics: str) -> bytes:
    where = made.folder / "all.backup"
    run(made.env, ["backup", str(where)])
    with tarfile.open(where) as archive:
        parts = [archive.extractfile(one) for one in archive if one.isfile()]
        return b"".join(part.read() for part in parts if part)


def pages(made: House, *topics: str) -> bytes:
    """As each of those who look on, a colleague, her own director and a steward among them."""
    more = [*topics, *(f"{one}/posts/{one.rsplit('/', 1)[1]}/versions" for one in topics)]
    return "".join(_opened(made, name, page) for name in READERS for page in (*PAGES, *more)).encode()


def _opened(made: House, name: str, page: str) -> str:
    try:
        return made.as_(name).open(page)
    except OSError:  # not for them
        return ""


def logs(made: House, *_topics: str) -> bytes:
    return made.said.read_bytes()


def measured(made: House, *_topics: str) -> bytes:
    return made.as_("wren").open("/metrics").encode()


def heard(made: House, *_topics: str) -> bytes:
    return json.dumps(made.heard, default=str).encode()


def _data(made: House) -> Path:
    return Path(made.env["COP_DATA"])


RAW = "files of SQLite and what no row has any more"
REDIS = "Redis, where limits count for ten minutes"
AS_BYTES = {
    "pages of five others: lists, search, versions, trail": pages,
    "live events that three others hear": heard,
    "mails": mails,
    "a backup (`cop backup`)": backup,
    "files: their names and what is in them": files,
    "/metrics": measured,
    "what the server says": logs,
    "the queue's files": queue,
    RAW: raw,
    REDIS: redis,
}
HELD_CLOSE = {RAW}  # not sent anywhere: what it tells is in docs/anonymity.md
TELL_TIMES = {"a backup (`cop backup`)", "the queue's files", RAW}
