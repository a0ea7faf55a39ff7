"""Announcements: made and taken down by those who look after an agency, or shared by choice with an area it serves."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.audience import of_area
from cop.agencies.models.announcement import Announcement
from cop.agencies.models.area_news import AreaNews
from cop.agencies.news_forms import HERE, AnnouncementForm
from cop.agencies.pages.own import managed, tended
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404
from cop.people import limits

bp = Blueprint("announcements", __name__, url_prefix="/agencies/<slug>/announcements")


@bp.get("/new")
def new(slug: str) -> str:
    agency = tended(slug)
    form = AnnouncementForm(data={"place": request.args.get("place", HERE)})
    return render_template("agencies/announcements/new.html", agency=agency, form=form.offer(agency))


@bp.post("")
@limits.at_most(30, "hour")
def create(slug: str) -> Response | tuple[str, int]:
    agency = tended(slug)
    form = AnnouncementForm().offer(agency)
    if not form.validate():
        return render_template("agencies/announcements/new.html", agency=agency, form=form), 422
    if form.place.data == HERE:
        Announcement.make(agency.id, g.viewer.id, form.body.data, form.once_id)
    else:
        AreaNews.share(agency.id, form.place.data, g.viewer.id, form.body.data, form.once_id)
    commit()
    return _told(slug, form.place.data)


def _told(slug: str, place: str) -> Response:
    """To where it is read."""
    if place == HERE:
        return redirect(url_for("agency.show", slug=slug))
    flash(_("Shared. Who sees it: %(who)s.", who=of_area(place)))
    return redirect(url_for("area.show", area_slug=place))


@bp.post("/<id:announcement_id>/delete")
def destroy(slug: str, announcement_id: int) -> Response:
    agency = managed(slug)
    db.session.delete(find_or_404(Announcement.of(agency.id), id=announcement_id))
    commit()
    flash(_("The announcement is taken down."))
    return redirect(url_for("agency.show", slug=slug))
