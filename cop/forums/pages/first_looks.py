"""Whether newcomers' first posts in a space wait to be looked at: set by those who look after it."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import queries
from cop.forums.models import first_look
from cop.forums.models.space import Space
from cop.trust.policy import looks_after

bp = Blueprint("first_looks", __name__, url_prefix="/forums/<slug>/first-look")


@bp.post("")
def create(slug: str) -> Response:
    first_look.begin(_found(slug), g.viewer.id)
    commit()
    flash(_("From now on a newcomer's first post here waits until someone has looked at it."))
    return redirect(url_for("spaces.show", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Response:
    first_look.end(_found(slug))
    commit()
    flash(_("First posts no longer wait."))
    return redirect(url_for("spaces.show", slug=slug))


def _found(slug: str) -> Space:
    space = queries.find_space(g.viewer, slug)
    require(looks_after(g.viewer, space) and g.viewer.may_write_to(space.agency_id))
    return space
