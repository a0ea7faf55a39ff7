"""What waits to be looked at, one post with all that was said about it, and the log."""

from flask import Blueprint, g, render_template, request
from sqlalchemy import select

from cop.core import ids
from cop.core.db import db
from cop.core.web import require
from cop.trust import policy
from cop.trust.models.appeal import Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.review import deciding, keepers, queue, subjects
from cop.trust.review.forms import AnswerForm, DecisionForm
from cop.trust.review.subjects import Subject
from cop.trust.review.words import ANSWERED, CHOICES, REASONS, logged

bp = Blueprint("reviews", __name__, url_prefix="/review")


@bp.get("")
def index() -> str:
    require(policy.looks_after_anything(g.viewer))
    waiting, place_id = queue.waiting(g.viewer), ids.from_query(request.args.get("space"))
    return render_template(
        "trust/review/index.html", queue=waiting.only(place_id), places=waiting.places, here=place_id
    )


@bp.get("/log")
def log() -> str:
    require(policy.looks_after_anything(g.viewer))
    rows = queue.log(g.viewer, before=ids.from_query(request.args.get("before")))
    shown = rows[: queue.PER_PAGE]
    more = ids.word(shown[-1][0].ReviewDecision.id) if len(rows) > len(shown) else None
    return render_template(
        "trust/review/log.html", rows=shown, more=more, logged=logged, redactions=queue.taken_out(g.viewer)
    )


@bp.get("/<id:subject_id>")
def show(subject_id: int) -> str:
    subject = deciding.find(g.viewer, subject_id)
    return page(subject)


def page(subject: Subject, form: DecisionForm | None = None, answers: AnswerForm | None = None) -> str:
    """Also what answers a decision, or an answer to an appeal, that could not be kept."""
    about = subject.id
    found = select(ReviewDecision, Appeal).outerjoin(Appeal, Appeal.decision_id == ReviewDecision.id)
    decided = db.session.execute(found.where(ReviewDecision.subject_id == about).order_by(ReviewDecision.id)).all()
    flags = db.session.scalars(select(Flag).where(Flag.subject_id == about).order_by(Flag.id)).all()
    many = len(keepers.of(subject.agency_id, subject.audience))
    to_answer = [two for one, two in decided if two and two.is_open and policy.can_answer(g.viewer, one, many)]
    return render_template(
        "trust/review/show.html",
        subject=subject,
        to_answer=to_answer,
        flags=flags,
        enclosed=subjects.kinds[subject.kind].enclosed(subject),
        checks=db.session.scalars(select(CheckOn).where(CheckOn.subject_id == about).order_by(CheckOn.id)).all(),
        decided=decided,
        form=form or form_for(subject, None),
        answers=answers or AnswerForm(formdata=None),
        reads=g.viewer.belongs_to(subject),
        REASONS=REASONS,
        CHOICES=CHOICES,
        ANSWERED=ANSWERED,
    )


def form_for(subject: Subject, given: object) -> DecisionForm:
    """`given`: what was sent; None for an empty form."""
    form = DecisionForm(formdata=given)
    return form.offer(policy.offered(subject, subjects.kinds[subject.kind].behind(subject)))
