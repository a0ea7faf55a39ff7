"""The library: what is on the shelf, one resource, and adding one."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.audience import EVERYONE, describe
from cop.core import ids
from cop.core.facts import commit
from cop.core.paging import page_of
from cop.core.speech import LANGUAGES
from cop.core.tenancy import COMMONWEALTH
from cop.core.values import CORE_VALUES
from cop.core.web import require
from cop.library import policy, queries
from cop.library.forms import STATEWIDE, ResourceForm
from cop.library.kinds import TYPES
from cop.library.models.resource import Resource
from cop.people import limits

bp = Blueprint("library", __name__, url_prefix="/library")


@bp.get("")
def index() -> str:
    kind, language = request.args.get("kind", ""), request.args.get("language", "")
    before = ids.from_query(request.args.get("before"))
    kind, language = kind if kind in TYPES else "", language if language in LANGUAGES else ""
    rows, more = page_of(queries.resources(g.viewer, kind, language, before), queries.PER_PAGE)
    return render_template("library/index.html", resources=rows, more=more, kind=kind, tongue=language, kinds=TYPES)


@bp.get("/new")
def new() -> str:
    return _form(ResourceForm(data={"language": g.viewer.language}))


@bp.post("/new")
@limits.at_most(100, "hour")
def create() -> Response | tuple[str, int]:
    form = ResourceForm().offer(places())
    if not form.validate():
        return _form(form), 422
    agency_id = place_of(form.place.data)
    require(policy.can_add(g.viewer, agency_id))
    resource = Resource.add(
        g.viewer,
        agency_id,
        file=form.file.data,
        kind=form.kind,
        once=form.once_id,
        title=form.title.data,
        summary=form.summary.data,
        language=form.language.data or "en",
        core_values=form.core_values.data or [],
    )
    commit()
    return redirect(url_for("library.show", resource_id=resource.id))


@bp.get("/<id:resource_id>")
def show(resource_id: int) -> str:
    resource = queries.resource(g.viewer, resource_id)
    if resource is None:
        abort(404)
    return render_template("library/show.html", resource=resource, values=CORE_VALUES)


def places() -> dict[str, str]:
    """Where this person may add to, in words: everyone, or one of their agencies."""
    open_to_me = [one for one in g.viewer.standings if g.viewer.may_write_to(one.agency_id)]
    mine = {one.agency_slug: describe(one.agency_id, EVERYONE, one.agency_name) for one in open_to_me}
    return {STATEWIDE: describe(COMMONWEALTH, EVERYONE)} | mine


def place_of(slug: str | None) -> int:
    found = (one.agency_id for one in g.viewer.standings if one.agency_slug == slug)
    return next(found, COMMONWEALTH)


def _form(form: ResourceForm) -> str:
    note = _("Please choose the file again; everything else is kept.") if form.is_submitted() else ""
    return render_template("library/new.html", form=form.offer(places()), note=note)
