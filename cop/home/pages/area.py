"""An area: its Area Director of Recovery, the agencies that serve it, and what these chose to share with it."""

from flask import Blueprint, abort, g, render_template, request

from cop.agencies import policy, queries
from cop.agencies.models.agency import Area
from cop.core import ids
from cop.core.paging import page_of
from cop.core.web import find_or_404

bp = Blueprint("area", __name__, url_prefix="/areas/<area_slug>")


@bp.get("")
def show(area_slug: str) -> str:
    if not policy.can_see_area(g.viewer, area_slug):
        abort(404)
    mine, before = policy.looked_after(g.viewer), ids.from_query(request.args.get("before"))
    news, more = page_of(queries.area_news(area_slug, mine, before), queries.NEWS_PER_PAGE)
    agencies = queries.agencies_serving(area_slug)
    return render_template(
        "home/area.html",
        area=find_or_404(Area.in_order(), slug=area_slug),
        directors=queries.directors_of(area_slug),
        agencies=agencies,
        sharing=[one for one in agencies if one.id in mine and g.viewer.may_write_to(one.id)],
        news=news,
        more=more,
        mine=mine,
    )
