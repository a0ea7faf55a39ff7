"""An agency's color: chosen and taken away by those who look after it, and the stylesheet that its own pages wear.

The sheet is worked out of its address alone, which holds the color: it is the same for everyone, and kept for a year.
"""

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from cop.agencies.look_forms import AccentForm
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages import looks
from cop.agencies.pages.own import managed, tended
from cop.core import color
from cop.core.facts import commit

bp = Blueprint("accent", __name__, url_prefix="/agencies/<slug>/accent")
sheets = Blueprint("accents", __name__, url_prefix="/accents")

# No template: Flask would look up who is signed in for one, and the sheet would be another for each cookie.
SHEET = """@layer tokens {
  :root { --accent: %(light)s; }
  @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --accent: %(dark)s; } }
  :root[data-theme="dark"] { --accent: %(dark)s; }
}
"""


@bp.post("")
def update(slug: str) -> Redirect | str | tuple[str, int]:
    """Kept, or only shown (`trying`)."""
    agency, form = tended(slug), AccentForm()
    if not form.validate():
        return looks.page(agency, accent=form), 422
    if form.trying.data:
        return looks.page(agency, accent=form, tried=form.wanted)
    AgencySettings.of(agency.id).choose_accent(form.wanted)
    commit()
    flash(_("Your color is %(color)s from now on.", color=form.wanted))
    return redirect(url_for("look.edit", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Redirect:
    kept = AgencySettings.of(managed(slug).id)
    if kept.accent is not None:
        flash(_("Your color is taken away. It was %(color)s.", color=kept.accent))
        kept.remove_accent()
        commit()
    return redirect(url_for("look.edit", slug=slug))


@sheets.get("/<digits>.css")
def show(digits: str) -> Response:
    """404 for what could not be chosen."""
    light = f"#{digits}"
    if color.tidy(digits) != light or color.readable(light) != light:
        abort(404)
    words = SHEET % {"light": light, "dark": color.readable(light, color.DARK)}
    answer = Response(words, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
