"""Taking back what an agency shared with an area, and sharing it again."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies import policy
from cop.agencies.models.area_news import AreaNews
from cop.core.facts import commit
from cop.core.web import find_or_404, require

bp = Blueprint("withdrawals", __name__, url_prefix="/areas/<area_slug>/news/<id:news_id>/withdrawal")


@bp.post("")
def create(area_slug: str, news_id: int) -> Response:
    _looked_after(area_slug, news_id).take_back(g.viewer.id)
    commit()
    flash(_("Taken back. Only those who look after your agency still see it."))
    return redirect(url_for("area.show", area_slug=area_slug))


@bp.post("/delete")
def destroy(area_slug: str, news_id: int) -> Response:
    news = _looked_after(area_slug, news_id)
    require(g.viewer.may_write_to(news.voice_id))  # sharing is adding: not from an agency that is archived
    news.share_again()
    commit()
    flash(_("Shared again."))
    return redirect(url_for("area.show", area_slug=area_slug))


def _looked_after(area_slug: str, news_id: int) -> AreaNews:
    """404 for news that is not for this viewer, 403 for one who may only read it."""
    if not policy.can_see_area(g.viewer, area_slug):
        abort(404)
    news = find_or_404(AreaNews.shown_in(area_slug), id=news_id)
    mine = news.voice_id in policy.looked_after(g.viewer)
    if news.withdrawal is not None and not mine:
        abort(404)
    require(mine)
    return news
