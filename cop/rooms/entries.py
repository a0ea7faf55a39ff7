"""A log entry as it is sent: the same for everyone who sits in the room."""

from typing import Any

from flask import render_template

from cop.core import ids
from cop.rooms.models.log import WORDS


def sent(row: Any) -> dict[str, Any]:
    html = render_template("rooms/_word.html", word=row) if row.kind == WORDS else ""
    return {"seq": row.seq, "kind": row.kind, "actor": ids.word(row.actor_id), "name": row.name, "html": html,
            "to": row.body if row.kind != WORDS else ""}  # fmt: skip
