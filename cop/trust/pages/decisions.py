"""Deciding about a post, undoing it, answering an appeal, and having seen that someone asked for a check."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.people import limits
from cop.trust import policy
from cop.trust.models.appeal import Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.pages.reviews import form_for, page
from cop.trust.review import deciding, keepers
from cop.trust.review.forms import AnswerForm
from cop.trust.review.subjects import Subject

bp = Blueprint("decisions", __name__, url_prefix="/review/<id:subject_id>")
Page = Response | tuple[str, int]


@bp.post("/decisions")
@limits.at_most(60, "10 minutes")
def create(subject_id: int) -> Page:
    subject = deciding.find(g.viewer, subject_id)
    form = form_for(subject, request.form)
    if not form.validate():
        return page(subject, form), 422
    deciding.decide(subject, g.viewer.id, form.action.data, form.message.data, form.days.data)
    commit()
    flash(_("Decided. It is in the log, and can be undone where it has an effect."))
    return _back(subject)


@bp.post("/decisions/<id:decision_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(subject_id: int, decision_id: int) -> Response:
    subject, decision = _found(subject_id, decision_id)
    deciding.undo(subject, decision, g.viewer.id)
    commit()
    flash(_("Undone."))
    return _back(subject)


@bp.post("/decisions/<id:decision_id>/answer")
@limits.at_most(60, "10 minutes")
def answer(subject_id: int, decision_id: int) -> Page:
    subject, decision = _found(subject_id, decision_id)
    asked = find_or_404(select(Appeal).with_for_update(), decision_id=decision.id)
    others = len(keepers.of(subject.agency_id, subject.audience))
    require(policy.can_answer(g.viewer, decision, others) and asked.is_open)
    form = AnswerForm()
    if not form.validate():
        return page(subject, answers=form), 422
    deciding.answer(subject, decision, asked, g.viewer.id, form.outcome.data, form.answer.data)
    commit()
    flash(_("Answered. Whoever asked is told."))
    return _back(subject)


@bp.post("/seen")
@limits.at_most(60, "10 minutes")
def see(subject_id: int) -> Response:
    subject = deciding.find(g.viewer, subject_id)
    for one in db.session.scalars(select(CheckOn).where(CheckOn.subject_id == subject.id)):
        one.see(g.viewer.id)
    commit()
    flash(_("Thank you. It no longer waits here."))
    return _back(subject)


def _found(subject_id: int, decision_id: int) -> tuple[Subject, ReviewDecision]:
    subject = deciding.find(g.viewer, subject_id)
    of_it = select(ReviewDecision).where(ReviewDecision.subject_id == subject.id).with_for_update()
    return subject, find_or_404(of_it, id=decision_id)


def _back(subject: Subject) -> Response:
    return redirect(url_for("reviews.show", subject_id=subject.id))
