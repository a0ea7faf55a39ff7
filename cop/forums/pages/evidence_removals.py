"""Removing what an agency found, and putting it back."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, solutions
from cop.forums.models.evidence import Evidence
from cop.forums.models.solution import Solution
from cop.forums.models.told import EvidenceRemoval
from cop.people import limits
from cop.trust.review import stopping

PREFIX = "/solutions/<id:solution_id>/evidence/<id:evidence_id>/removal"
bp = Blueprint("evidence_removals", __name__, url_prefix=PREFIX)


@bp.get("")
def new(solution_id: int, evidence_id: int) -> str:
    """Asks first."""
    solution, evidence = _found(solution_id, evidence_id)
    require(bool(evidence.verdict))
    agency = solutions.name_of(evidence)
    return render_template("forums/evidence/removal.html", solution=solution, evidence=evidence, agency=agency)


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(solution_id: int, evidence_id: int) -> Response:
    solution, evidence = _found(solution_id, evidence_id)
    evidence.remove(g.viewer.id)
    solution.hear()
    commit()
    flash(_("Removed. Your agency can put it back for 30 days, or tell it anew at any time."))
    return redirect(url_for("evidence.show", solution_id=solution_id, evidence_id=evidence_id))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(solution_id: int, evidence_id: int) -> Response:
    solution, evidence = _found(solution_id, evidence_id)
    stopping.let_write(g.viewer, solution.agency_id, solution.topic_id)
    removal = EvidenceRemoval.find(evidence)
    if removal is not None and policy.can_put_back(g.viewer, evidence, removal):
        evidence.put_back(removal)
        solution.hear()
        commit()
        flash(_("It is back on the map."))
    return redirect(url_for("solutions.show", solution_id=solution_id))


def _found(solution_id: int, evidence_id: int) -> tuple[Solution, Evidence]:
    solution, _topic, evidence = solutions.find_evidence(g.viewer, solution_id, evidence_id, lock=True)
    require(policy.can_take_away(g.viewer, evidence))
    return solution, evidence
