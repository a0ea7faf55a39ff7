"""Taking words out of a post for good, by whoever wrote it or one who looks after its place.

The first sending shows where they stand and what had gone out already; the second takes them out.
"""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.people import limits
from cop.trust.review import deciding, redacting, subjects
from cop.trust.review.forms import RedactionForm
from cop.trust.review.subjects import Subject

bp = Blueprint("redactions", __name__, url_prefix="/posts/<id:subject_id>/redaction")


@bp.get("")
def new(subject_id: int) -> str:
    subject, own = _found(subject_id)
    return _page(subject, own, _form(own, None))


@bp.post("")
@limits.at_most(30, "10 minutes")
def create(subject_id: int) -> Response | tuple[str, int]:
    subject, own = _found(subject_id)
    form = _form(own, request.form)
    if not form.validate():
        return _page(subject, own, form), 422
    whole = (
        form.everywhere.data and not own and g.viewer.belongs_to(subject)
    )  # one who only sees what was raised asks no more
    by = (None, "") if own else (g.viewer.id, form.message.data)
    done, found = redacting.take_out(subject, form.cut, whole, *by)
    if done is None or not form.sure.data:
        places, gone = done.places if done else 0, redacting.gone_out(subject)
        db.session.rollback()  # it was only counted
        return _page(subject, own, form, places=places, gone=gone, quoted=found.quoted), 200
    commit()
    flash(ngettext("Taken out for good, in %(num)d place.", "Taken out for good, in %(num)d places.", done.places))
    return redirect(subject.address if own or g.viewer.belongs_to(subject) else _back(subject))


def _form(own: bool, given: Any) -> RedactionForm:
    """`given`: what was sent; None for an empty form."""
    form = RedactionForm(formdata=given)
    return form.without_message() if own else form


def _back(subject: Subject) -> str:
    return url_for("reviews.show", subject_id=subject.id)


def _found(subject_id: int) -> tuple[Subject, bool]:
    """And whether it is the viewer's own. 404 for one who neither wrote it nor looks after it."""
    subject = subjects.find(subject_id)
    if subject is not None and subject.waits:
        abort(404)
    if subject is not None and subjects.wrote(g.viewer, subject) and g.viewer.belongs_to(subject):
        require(not subject.hidden)  # what it said is what is being looked at
        return subject, True
    return deciding.find(g.viewer, subject_id), False


def _page(subject: Subject, own: bool, form: RedactionForm, **found: object) -> str:
    """`found`: in how many `places` the words stand, `quoted` in how many posts, and what had `gone` out."""
    return render_template("trust/review/redaction.html", subject=subject, own=own, form=form, **found)
