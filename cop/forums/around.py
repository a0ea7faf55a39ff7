"""What stands around a topic's posts: each part kept, so it is given as little of a reader's own as it shows.

What few readers share would fill the memory of kept fragments and be found there by nobody; what a part shows of a
reader is one of few things (an agency, a choice), so most readers find it made.
"""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from cop.agencies.viewer import Viewer
from cop.core import ids
from cop.forums import annexes, arranging, gone_on, moving, own, policy, solutions
from cop.forums.forms import ReplyForm
from cop.forums.stretch import NEW, Stretch


def _shared(viewer: Viewer, topic: Any, mine: Any) -> dict[str, Any]:
    """`aside` counts what was said in the annexes of the agencies in `aside_of`."""
    names = tuple(one.agency_name for one in annexes.agencies_under(viewer, topic))
    return {"topic": topic, "agency_name": viewer.agency_name(topic.agency_id), "aside_of": names, "aside": mine.aside}


def beside(viewer: Viewer, topic: Any, mine: Any) -> dict[str, Any]:
    """What stands beside a challenge. One statement where solutions were proposed."""
    return {
        "topic": topic,
        "solutions": tuple(solutions.of_topic(topic.id)) if topic.solutions else (),
        "too": mine.too_id is not None,
        "can_share": policy.can_share(viewer, topic, own.wrote(viewer.id, topic, mine)),
    }


def above(viewer: Viewer, topic: Any, mine: Any, shown: Stretch) -> dict[str, Any]:
    """One statement where solutions were proposed, one for a topic that came from another space, and one where others
    went on in it."""
    fresh = mine.fresh if mine.last_id and mine.fresh > 0 and shown.from_start else 0
    fresh_at = _first_new(topic.id, mine.last_id, shown.replies) if fresh else ""
    keeping = {"level": mine.level, "fresh": fresh, "fresh_at": fresh_at}
    came_from = moving.came_from(viewer, topic.id) if mine.moved else None
    came = {"joined": tuple(gone_on.joined(viewer, topic)), "came_from": came_from}
    return _shared(viewer, topic, mine) | keeping | came | beside(viewer, topic, mine)


def below(viewer: Viewer, topic: Any, mine: Any, can_reply: bool, own_form: bool) -> dict[str, Any]:
    """With an empty form, unless the page has a form of the reader's own."""
    shown = {"nothing_new": mine.fresh == 0, "can_reply": can_reply, "form": None if own_form else ReplyForm}
    return _shared(viewer, topic, mine) | shown | {"can_arrange": arranging.can_arrange_shown(viewer, topic, mine)}


def _first_new(topic_id: int, last_read: int, replies: Sequence[Any]) -> str:
    """Where the first reply is that one has not read: on this page or on one that begins there."""
    first = next((one.id for one in replies if one.id > last_read), None)
    if first is not None:
        return f"#reply-{ids.word(first)}"
    return url_for("topics.show", topic_id=topic_id, after=NEW) + "#replies"
