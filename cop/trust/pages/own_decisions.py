"""What was decided about one's own posts, and asking that it be looked at once more."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from werkzeug.wrappers import Response

from cop.core import clock
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.people import limits
from cop.people.guard import guard
from cop.trust.models.appeal import WITHIN, Appeal
from cop.trust.models.check_on import CheckOn
from cop.trust.models.decision import CAN_BE_ASKED_ABOUT, ReviewDecision
from cop.trust.models.flag import Flag
from cop.trust.review import deciding, subjects
from cop.trust.review.forms import AppealForm
from cop.trust.review.words import ANSWERED, TOLD

bp = Blueprint("own_decisions", __name__, url_prefix="/account/decisions")
guard(bp)
MOST = 100


@bp.get("")
def index() -> str:
    """Only what has a message: a flag that led to nothing is not theirs to lose sleep over."""
    decided = db.session.scalars(_mine().order_by(ReviewDecision.id.desc()).limit(MOST)).all()
    asked: list[Any] = []
    for kind in (Flag, CheckOn):
        asked += db.session.scalars(select(kind).where(kind.by_id == g.viewer.id).limit(MOST))
    looked = subjects.look({one.subject_id for one in (*decided, *asked)})
    about = {key: one for key, one in looked.items() if g.viewer.belongs_to(one)}  # they may read it no longer
    return render_template(
        "trust/review/own.html",
        decided=[(one, about.get(one.subject_id)) for one in decided],
        asked=[(one, about[one.subject_id]) for one in asked if one.subject_id in about],
        told=TOLD,
        waits=[line for lines in subjects.own_waiting for line in lines(g.viewer)],
    )


@bp.get("/<id:decision_id>")
def show(decision_id: int) -> str:
    return _page(find_or_404(_mine(), id=decision_id), AppealForm(formdata=None))


@bp.post("/<id:decision_id>/appeal")
@limits.at_most(20, "hour")
def appeal(decision_id: int) -> Response | tuple[str, int]:
    decision = find_or_404(_mine(), id=decision_id)
    require(_can_appeal(decision))
    form = AppealForm()
    if not form.validate():
        return _page(decision, form), 422
    deciding.appeal(decision, form.words.data)
    commit()
    flash(_("Asked. Someone else looks at it, and you are told."))
    return redirect(url_for("own_decisions.show", decision_id=decision_id))


def _mine() -> Select[ReviewDecision]:
    return select(ReviewDecision).where(
        subjects.are_by(g.viewer, ReviewDecision.subject_id), ReviewDecision.message != ""
    )


def _can_appeal(decision: ReviewDecision) -> bool:
    fresh = clock.now() < decision.at + WITHIN
    return decision.action in CAN_BE_ASKED_ABOUT and decision.undone_at is None and fresh


def _page(decision: ReviewDecision, form: AppealForm) -> str:
    asked, subject = Appeal.of(decision.id), subjects.find(decision.subject_id)
    return render_template(
        "trust/review/decision.html",
        decision=decision,
        subject=subject if subject and g.viewer.belongs_to(subject) else None,
        asked=asked,
        form=form if asked is None and _can_appeal(decision) else None,
        told=TOLD,
        answered=ANSWERED,
        lasts=decision.at + WITHIN,
    )
