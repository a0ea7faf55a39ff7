"""What was removed is kept for a while, to be given back. Then it goes for good, its earlier versions too.

What was hidden is kept for longer while an appeal waits for its answer."""

from datetime import timedelta
from typing import Any

from cop.core import clock, jobs
from cop.core.db import db
from cop.forums.models.annex import AnnexPost
from cop.forums.models.merge import take_tags_back
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.models.version import Removal
from cop.trust.models.appeal import Appeal

DAY = timedelta(days=1)


def forget(payload: dict[str, Any]) -> None:
    """Safe to repeat. One that was given back, or removed anew since, is not touched."""
    removal = db.session.get(Removal, payload["removal_id"])
    if removal is None or not removal.is_over(clock.now()):
        return
    if removal.decision_id and (asked := Appeal.of(removal.decision_id)) and asked.is_open:
        jobs.add("forget-removal", removal.agency_id, payload, due_at=clock.now() + DAY)
        return
    kinds: tuple[type[Any], ...] = (Topic, Reply, AnnexPost)
    for kind in kinds:
        if (post_id := getattr(removal, f"{kind.kind}_id")) is not None:
            db.session.get_one(kind, post_id).forget_for_good()
            take_tags_back([post_id])
    removal.empty()


jobs.register("forget-removal", forget)
