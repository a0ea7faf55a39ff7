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


def load(cast: Cast, pen: Pen) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "cop.demo.files", folder], check=True)  # noqa: S603 - our own module
        for one in words.read("resources")["resource"]:
            add(cast, pen, one, Path(folder) / f"{one['slug']}.{one['kind']}")
    db.session.commit()


def add(cast: Cast, pen: Pen, one: dict[str, Any], path: Path) -> None:
    where = COMMONWEALTH if one["place"] == "statewide" else cast.agencies[one["place"]]
    at, author = pen.ago(one["days_ago"]), one["author"]
    with path.open("rb") as file:
        kept = storage.keep(where, file)
    resource = Resource(
        id=pen.id_at(at),
        agency_id=where,
        author_id=cast.people[author],
        created_at=at,
        voice_id=where or cast.voice(author),
        audience=EVERYONE,
        title=one["title"],
        summary=one["summary"],
        language=one["language"],
        core_values=one["values"],
    )
    inside = " ".join(f"{section['heading']}. {section['text']}" for section in one["section"])
    inside = " ".join(inside.split())
    db.session.add(resource)
    db.session.flush()
    db.session.add(
        Edition(
            agency_id=where,
            resource_id=resource.id,
            file_key=kept.key,
            file_name=path.name,
            kind=one["kind"],
            size=kept.size,
            sha256=kept.sha256,
            words=inside,
            created_at=at,
        )
    )
    search.put(
        search.SearchEntry(
            id=resource.id,
            agency_id=where,
            kind="resource",
            audience=EVERYONE,
            language=one["language"],
            title=one["title"],
            words=f"{one['summary']} {inside}",
            at=at,
        )
    )
