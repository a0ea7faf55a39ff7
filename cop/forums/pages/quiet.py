"""The link in a mail that makes a topic quiet, for whoever holds it: it opens nothing else."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from cop.core import signing, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import limiter
from cop.forums.models.subscription import QUIET, follow
from cop.forums.models.topic_mail import TopicMail
from cop.forums.subscriptions import QUIET_LINK

bp = Blueprint("quiet", __name__, url_prefix="/quiet/<id:agency_id>/<signed>")


@bp.get("")
def show(agency_id: int, signed: str) -> str:
    """Asks first: a mail server that opens links would make everything quiet."""
    with tenancy.within(tenancy.agencies(agency_id)):
        _found(agency_id, signed)
    return render_template("forums/subscriptions/quiet.html", done=False)


@bp.post("")
@limiter.limit("30 per hour")
def create(agency_id: int, signed: str) -> str | Response:
    with tenancy.within(tenancy.agencies(agency_id)):
        mail = _found(agency_id, signed)
        follow(mail.person_id, agency_id, QUIET, topic_id=mail.topic_id)
        commit()
    return render_template("forums/subscriptions/quiet.html", done=True)


def _found(agency_id: int, signed: str) -> TopicMail:
    """The agency is part of what is signed: a changed address finds nothing."""
    mail_id = signing.unsign(f"{QUIET_LINK}:{agency_id}", signed)
    mail = db.session.get(TopicMail, mail_id) if mail_id else None
    if mail is None or mail.agency_id != agency_id:
        abort(404)
    return mail
