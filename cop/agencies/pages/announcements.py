"""Announcements: made and taken down by those who look after an agency."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.forms import AnnouncementForm
from cop.agencies.models.announcement import Announcement
from cop.agencies.pages.own import managed, tended
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404
from cop.people import limits

bp = Blueprint("announcements", __name__, url_prefix="/agencies/<slug>/announcements")


@bp.get("/new")
def new(slug: str) -> str:
    return render_template("agencies/announcements/new.html", agency=tended(slug), form=AnnouncementForm())


@bp.post("")
@limits.at_most(30, "hour")
def create(slug: str) -> Response | tuple[str, int]:
    agency = tended(slug)
    form = AnnouncementForm()
    if not form.validate():
        return render_template("agencies/announcements/new.html", agency=agency, form=form), 422
    Announcement.make(agency.id, g.viewer.id, form.body.data, form.once_id)
    commit()
    return redirect(url_for("agency.show", slug=slug))


@bp.post("/<id:announcement_id>/delete")
def destroy(slug: str, announcement_id: int) -> Response:
    agency = managed(slug)
    db.session.delete(find_or_404(Announcement.of(agency.id), id=announcement_id))
    commit()
    flash(_("The announcement is taken down."))
    return redirect(url_for("agency.show", slug=slug))
