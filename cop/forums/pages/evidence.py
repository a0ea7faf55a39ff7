"""What an agency found when it tried a solution."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, solutions
from cop.forums.models.reply import Reply
from cop.forums.models.told import EvidenceRemoval
from cop.forums.pages.solutions import solution_page
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.policy import looks_after
from cop.trust.review import stopping

bp = Blueprint("evidence", __name__, url_prefix="/solutions/<id:solution_id>/evidence")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(solution_id: int) -> str | Response | tuple[str, int]:
    solution, topic = solutions.find(g.viewer, solution_id, lock=True)
    tellers = policy.tellers(g.viewer, topic)
    require(bool(tellers))
    stopping.let_write(g.viewer, topic.agency_id, topic.id)
    if not db.session.get_one(Reply, solution.reply_id).body_source:
        stopping.stop("forums/solutions/gone.html", topic=topic)
    tellers = solutions.tellers(g.viewer, topic, solution)
    require(bool(tellers))  # not one whose evidence was hidden
    form = solutions.form_for(tellers)
    if not form.validate():
        return solution_page(solution_id, form), 422
    voice_id = next(one.agency_id for one in tellers if one.agency_slug == form.agency.data)
    standing = db.session.scalars(solution.evidence(voice_id)).first()
    if standing is not None and standing.verdict and form.known.data != solutions.mark(standing):
        form.known.data = solutions.mark(standing)
        return solution_page(solution_id, form, other=standing), 409
    said = {name: form[name].data for name in ("verdict", "what", "setting", "tried_on")}
    solution.tell(voice_id, g.viewer, said)
    place = f"{ids.word(solution_id)}:{form.known.data or ''}"
    drafts.forget(g.viewer.id, [f"found-what:{place}", f"found-where:{place}"])
    commit()
    flash(_("Thank you. It is on the map."))
    return redirect(url_for("solutions.show", solution_id=solution_id))


@bp.get("/<id:evidence_id>")
def show(solution_id: int, evidence_id: int) -> str:
    """With what was told before. What was removed is left to those who could put it back, and to whoever told it."""
    _solution, topic, evidence = solutions.find_evidence(g.viewer, solution_id, evidence_id)
    own = evidence.by_id == g.viewer.id
    can_take_away = policy.can_take_away(g.viewer, evidence)
    if not (evidence.verdict or can_take_away or own):
        abort(404)
    removal = EvidenceRemoval.find(evidence)
    return render_template(
        "forums/evidence/show.html",
        topic=topic,
        evidence=evidence,
        agency=solutions.name_of(evidence),
        versions=solutions.told_before(evidence) if evidence.verdict else (),
        removal=removal,
        own=own,
        keeps=looks_after(g.viewer, topic),
        can_take_away=can_take_away,
        can_put_back=policy.can_put_back(g.viewer, evidence, removal),
    )


@bp.post("/<id:evidence_id>/confirmation")
@limits.at_most(60, "10 minutes")
def confirm(solution_id: int, evidence_id: int) -> Response:
    solution, topic, evidence = solutions.find_evidence(g.viewer, solution_id, evidence_id, lock=True)
    require(evidence.voice_id in {one.agency_id for one in solutions.tellers(g.viewer, topic, solution)})
    require(bool(evidence.verdict))
    stopping.let_write(g.viewer, topic.agency_id, topic.id)
    solution.confirm(evidence)
    commit()
    flash(_("Thank you. It is on the map."))
    return redirect(url_for("solutions.show", solution_id=solution.id))
