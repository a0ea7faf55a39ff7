"""Thirty resources with real files, and the words inside them."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from cop.agencies.audience import EVERYONE
from cop.core import search, storage
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.library.models.resource import Edition, Resource
from cop.library.reactions import entry


def load(cast: Cast, pen: Pen) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "cop.demo.files", folder], check=True)  # noqa: S603 - our own module
        for one in words.read("resources")["resource"]:
            add(cast, pen, one, Path(folder) / f"{one['slug']}.{one['kind']}")
    db.session.commit()


def add(cast: Cast, pen: Pen, one: dict[str, Any], path: Path) -> None:
    where = COMMONWEALTH if one["place"] == "statewide" else cast.agencies[one["place"]]
    shared: dict[str, Any] = {"agency_id": where, "created_at": pen.ago(one["days_ago"])}
    said = {"audience": EVERYONE, "title": one["title"], "summary": one["summary"], "language": one["language"]}
    by = {"author_id": cast.people[one["author"]], "voice_id": where or cast.voice(one["author"])}
    number = pen.id_at(shared["created_at"])
    resource = Resource(id=number, core_values=one["values"], **shared, **said, **by)
    db.session.add(resource)
    db.session.flush()
    words = inside(one)
    db.session.add(Edition(resource_id=number, kind=one["kind"], words=words, **shared, **kept(where, path)))
    search.put(entry(resource, words))


def inside(one: dict[str, Any]) -> str:
    """The words of a document, which here are known before it is read."""
    return " ".join(" ".join(f"{section['heading']}. {section['text']}" for section in one["section"]).split())


def kept(where: int, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        stored = storage.keep(where, file)
    return {"file_key": stored.key, "file_name": path.name, "size": stored.size, "sha256": stored.sha256}
