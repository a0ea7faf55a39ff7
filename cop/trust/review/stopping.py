"""On the way to writing something: whoever may not for a time is told why and until when, and keeps what they typed.

A pause covers what puts something before others: words, votes and kind words, and letting others' words through. It
covers neither what is one's own alone (what one has read, follows, or takes back) nor what keeps people safe (a flag, a
check, taking words out, an appeal), nor who belongs to a space, how it is set, and keeping its topics in order. Each
address that takes anything in says which it is in tests/forums/test_pauses.py.
"""

from flask import abort, make_response, render_template

from cop.agencies.viewer import Viewer
from cop.core.db import db
from cop.core.errors import kept_words
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.muted import Muted


def let_write(viewer: Viewer, agency_id: int, within_id: int | None = None, hand: int | None = None) -> None:
    """Ends the request where a mute (of the topic `within_id`) or a pause holds. `hand`: of the pseudonym it would be
    written under. Asked when something is sent, and never on a page that only reads. One statement."""
    held = db.session.scalars(Muted.now(agency_id, within_id, viewer.id, hand)).first()
    if held is not None:
        decision = db.session.get_one(ReviewDecision, held.decision_id)
        stop("trust/paused.html", held=held, decision=decision)


def stop(template: str, **given: object) -> None:
    """A page that refuses kindly, with what was typed."""
    page = render_template(template, kept=kept_words(), **given)
    abort(make_response(page, 403))
