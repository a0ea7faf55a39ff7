"""The link in a mail that makes a topic quiet, for whoever holds it: it opens nothing else.

It holds a person and a topic, signed, and needs no row: so the mail is the same for those who wrote without their name.
"""

from flask import Blueprint, abort, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core import signing, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import csrf, limiter
from cop.forums.models.subscription import QUIET, follow
from cop.forums.models.topic import Topic
from cop.forums.subscriptions import QUIET_LINK
from cop.people.models.person import Person

bp = Blueprint("quiet", __name__, url_prefix="/quiet/<id:agency_id>/<id:topic_id>/<signed>")
csrf.exempt(bp)  # a mail program posts here by itself, with no page before it; the link is what it needs to have


@bp.get("")
def show(agency_id: int, topic_id: int, signed: str) -> str:
    """Asks first: a mail server that opens links would make everything quiet."""
    with tenancy.within(tenancy.agencies(agency_id)):
        _whose(agency_id, topic_id, signed)
    return render_template("forums/subscriptions/quiet.html", done=False)


@bp.post("")
@limiter.limit("30 per hour")
def create(agency_id: int, topic_id: int, signed: str) -> str | Response:
    with tenancy.within(tenancy.agencies(agency_id)):
        follow(_whose(agency_id, topic_id, signed), agency_id, QUIET, topic_id=topic_id)
        commit()
    return render_template("forums/subscriptions/quiet.html", done=True)


def _whose(agency_id: int, topic_id: int, signed: str) -> int:
    """The agency and the topic are part of what is signed: a changed address finds nothing."""
    person_id = signing.unsign(f"{QUIET_LINK}:{agency_id}:{topic_id}", signed)
    here = select(Topic.id).where(Topic.id == topic_id, Topic.agency_id == agency_id)
    if person_id is None or db.session.get(Person, person_id) is None or db.session.scalar(here) is None:
        abort(404)
    return person_id
