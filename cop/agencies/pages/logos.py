"""An agency's logo: set, taken away, and shown to its own people; and on the page where they sign in through it."""

from flask import Blueprint, Response, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from cop.agencies import federation
from cop.agencies.look_forms import LogoForm
from cop.agencies.models.logo import Logo
from cop.agencies.pages import looks
from cop.agencies.pages.own import managed, own, tended
from cop.core import pictures, storage
from cop.core.facts import commit
from cop.people import limits

bp = Blueprint("logo", __name__, url_prefix="/agencies/<slug>/logo")
door = Blueprint("sign_in_logo", __name__, url_prefix="/sign-in/agency/<slug>/logo")


@bp.post("")
@limits.at_most(30, "hour")
def update(slug: str) -> Redirect | tuple[str, int]:
    agency, form = tended(slug), LogoForm()
    if not form.validate():
        return looks.page(agency, logo=form), 422
    Logo.put(agency.id, form.picture, g.viewer.id)
    commit()
    flash(_("Your logo is set."))
    return redirect(url_for("look.edit", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Redirect:
    logo = Logo.of(managed(slug).id)
    if logo is not None:
        logo.take_away()
        commit()
        flash(_("Your logo is taken away."))
    return redirect(url_for("look.edit", slug=slug))


@bp.get("/<mark>")
def show(slug: str, mark: str) -> Response:
    return sent(Logo.of(own(slug).id), mark)


@door.get("/<mark>")
def show_at_door(slug: str, mark: str) -> Response:
    """To strangers, too, as the page it is on: only where the agency has a sign-in of its own."""
    way = federation.way(slug) or abort(404)
    return sent(federation.logo(way), mark)


def sent(logo: Logo | None, mark: str) -> Response:
    if logo is None or logo.mark != mark:
        abort(404)
    try:
        pieces = storage.stream(logo.file_key)
    except FileNotFoundError:
        abort(404)
    answer = Response(pieces, content_type=pictures.MADE)
    answer.content_length = logo.size
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
