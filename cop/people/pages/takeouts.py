"""Everything of one's own: asked for, and downloaded when it is ready."""

from typing import NoReturn

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from cop.core import clock, signing, storage
from cop.core.db import db
from cop.core.facts import commit, note
from cop.core.tenancy import COMMONWEALTH
from cop.people import limits
from cop.people.ended import not_often
from cop.people.facts import LinkRefused, TakeoutFetched
from cop.people.models.takeout import PURPOSE, Takeout

bp = Blueprint("takeouts", __name__, url_prefix="/account/takeouts")


@bp.before_request
def ask_for_a_sign_in_that_opens_all() -> Response | None:
    """What one takes along holds words from every place one wrote in, also from those that are shut to this sign-in."""
    return Response(render_template("people/withheld.html"), 403) if g.viewer.withheld else None


@bp.get("")
def index() -> str:
    takeouts = db.session.scalars(Takeout.of(g.viewer.id, None)).all()
    return render_template("people/takeouts.html", takeouts=takeouts)


@bp.post("")
@limits.at_most(6, "day")
def create() -> Redirect:
    Takeout.ask(g.viewer.id)
    commit()
    flash(_("We are putting it together. You get a mail when it is ready."))
    return redirect(url_for("takeouts.index"))


@bp.get("/<token>/file")
@not_often()
def show(token: str) -> Response:
    found = db.session.get(Takeout, signing.unsign(PURPOSE, token) or 0)
    if found is None or found.by_id != g.viewer.id or found.of_agency_id is not None:
        refuse(COMMONWEALTH, "changed" if found is None else "not-theirs")
    return sent(found)


def refuse(agency_id: int, why: str) -> NoReturn:
    """A link that was changed, handed on or is over: as if it had never been, and on record."""
    note(LinkRefused(agency_id, g.viewer.id, PURPOSE, why))
    abort(404)


def sent(takeout: Takeout) -> Response:
    """The file; 404 while it is being made, and when its week is over."""
    if takeout.expires_at is not None and takeout.expires_at <= clock.now():
        refuse(takeout.of_agency_id or COMMONWEALTH, "expired")
    if takeout.file_key is None:
        abort(404)
    note(TakeoutFetched(takeout.of_agency_id or COMMONWEALTH, g.viewer.id, takeout.id))
    answer = Response(storage.stream(takeout.file_key), content_type="application/zip")
    answer.content_length = takeout.size
    answer.headers["Content-Disposition"] = "attachment; filename=lantern.zip"
    answer.headers["Cache-Control"] = "no-store"
    return answer
