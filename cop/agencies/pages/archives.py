"""Archiving an agency: from then on it is read and not written to, until it is taken back."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.models.ending import Archive, Closing
from cop.agencies.pages.own import managed
from cop.core.facts import commit

bp = Blueprint("archives", __name__, url_prefix="/agencies/<slug>/archive")


@bp.post("")
def create(slug: str) -> Response:
    Archive.make(managed(slug).id, g.viewer.id)
    commit()
    flash(_("The agency is archived. Everything can be read; nothing is added."))
    return redirect(url_for("agency.show", slug=slug))


@bp.post("/delete")
def destroy(slug: str) -> Response:
    agency = managed(slug)
    if Closing.of(agency.id) is not None:
        abort(403)  # the closing is taken back first
    if (archive := Archive.of(agency.id)) is not None:
        archive.take_back()
        commit()
    flash(_("The agency is open again."))
    return redirect(url_for("agency.show", slug=slug))
