"""Where an agency's identity provider sends people back to."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from cop.agencies import arriving, federation
from cop.core.db import db, let_go
from cop.core.web import limiter
from cop.people import door, openid
from cop.people.openid import Refused

bp = Blueprint("agency_answers", __name__, url_prefix="/sign-in/agency/<slug>/callback")
UNDERSTOOD = {openid.DENIED, arriving.ENDED, arriving.PLACE, arriving.KNOWN, arriving.CONNECT, arriving.TAKEN}


@bp.get("")
@limiter.limit("20 per minute")
def show(slug: str) -> Response | tuple[str, int]:
    way, kept = federation.way(slug) or abort(404), federation.take()
    let_go()
    try:
        if kept is None or kept.slug != slug:
            raise Refused(openid.STATE)
        return arriving.arrive(way, kept, openid.answer(way.relying, kept.asked, request.args))
    except Refused as refusal:
        return refused(slug, refusal)


def refused(slug: str, refusal: Refused) -> tuple[str, int]:
    """403 for one who was understood and is not let in, 400 for an answer that is not to be relied on."""
    db.session.rollback()
    door.refuse(refusal.person, f"agency, {refusal.why}")
    page = render_template("agencies/sign_in/refused.html", slug=slug, why=refusal.why)
    return page, 403 if refusal.why in UNDERSTOOD else 400
