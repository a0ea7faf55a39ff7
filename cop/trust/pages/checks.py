"""Asking that someone is checked on: a kindness, with no consequence for what they wrote."""

from flask import Blueprint, flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.people import limits
from cop.trust.pages.flags import of_another, page
from cop.trust.review import deciding
from cop.trust.review.forms import CheckForm

bp = Blueprint("checks", __name__, url_prefix="/posts/<id:subject_id>/check")


@bp.get("")
def new(subject_id: int) -> str:
    return page("trust/review/check.html", of_another(subject_id), CheckForm(formdata=None))


@bp.post("")
@limits.at_most(20, "10 minutes")
def create(subject_id: int) -> Response | tuple[str, int]:
    subject, form = of_another(subject_id), CheckForm()
    if not form.validate():
        return page("trust/review/check.html", subject, form), 422
    deciding.ask_to_check(subject, g.viewer.id, form.note.data)
    commit()
    flash(_("Thank you for looking out. Those who look after this space are asked to reach out."))
    return redirect(subject.address)
