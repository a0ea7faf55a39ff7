"""What waits for those who look after the statewide spaces, and one thing that was decided."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cop.core.db import db
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen
from cop.forums.models.topic import Topic
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag

KINDS = {"flag": Flag, "check": CheckOn, "decision": ReviewDecision}


def load(cast: Cast, pen: Pen) -> None:
    written = words.read("looking")
    for name, kind in KINDS.items():
        db.session.add_all(row(kind, one, cast, pen) for one in written[name])
    db.session.commit()


def row(kind: type[Any], one: dict[str, Any], cast: Cast, pen: Pen) -> Any:
    titled = select(Topic).options(joinedload(Topic.space)).where(Topic.title == one["topic"])
    topic, at = db.session.scalars(titled).one(), pen.ago(one["days_ago"])
    said = {name: words for name, words in one.items() if name in {"reason", "note", "action", "message"}}
    return kind(id=pen.id_at(at), agency_id=topic.agency_id, subject_id=topic.id, place_id=topic.space_id,
                audience=topic.audience, by_id=cast.people[one["by"]], at=at, **said)  # fmt: skip
