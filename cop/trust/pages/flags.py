"""Flagging a post. Nobody is told who did."""

from flask import Blueprint, abort, flash, g, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.people import limits
from cop.trust.review import deciding, keepers, stopping, subjects
from cop.trust.review.forms import FlagForm
from cop.trust.review.subjects import Subject

bp = Blueprint("flags", __name__, url_prefix="/posts/<id:subject_id>/flag")


@bp.get("")
def new(subject_id: int) -> str:
    return page("trust/review/flag.html", of_another(subject_id), FlagForm(formdata=None))


@bp.post("")
@limits.at_most(20, "10 minutes")
def create(subject_id: int) -> Response | tuple[str, int]:
    subject, form = of_another(subject_id), FlagForm()
    if not form.validate():
        return page("trust/review/flag.html", subject, form), 422
    deciding.flag(subject, g.viewer.id, form.reason.data, form.note.data)
    commit()
    flash(_("Thank you. It is flagged, and nobody is told that it was you."))
    return redirect(subject.address)


def of_another(subject_id: int) -> Subject:
    """What one may read; 403 for what one wrote oneself. Of what nobody reads any more it is said that it is so."""
    subject = subjects.find(subject_id)
    if subject is None or subject.waits or not g.viewer.belongs_to(subject):
        abort(404)
    require(not subjects.wrote(g.viewer, subject))
    if not subject.shown:
        stopping.stop("trust/review/gone.html")
    return subject


def page(template: str, subject: Subject, form: object) -> str:
    somebody = bool(keepers.of(subject.agency_id, subject.audience))
    agency_name = g.viewer.agency_name(subject.agency_id)
    return render_template(template, subject=subject, form=form, somebody=somebody, agency_name=agency_name)
