"""What an agency found when it tried a solution."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import policy, solutions
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Evidence, Solution
from cop.forums.models.topic import Topic
from cop.forums.pages.solutions import solution_page
from cop.people import limits
from cop.people.models import draft as drafts
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
    form = solutions.form_for(tellers)
    if not form.validate():
        return solution_page(solution_id, form), 422
    voice_id = next(one.agency_id for one in tellers if one.agency_slug == form.agency.data)
    standing = db.session.scalars(solution.evidence(voice_id)).first()
    if standing is not None and form.known.data != solutions.mark(standing):
        form.known.data = solutions.mark(standing)
        return solution_page(solution_id, form, other=standing), 409
    said = {name: form[name].data for name in ("verdict", "what", "setting", "tried_on")}
    solution.tell(voice_id, g.viewer, said)
    place = f"{ids.word(solution_id)}:{form.known.data or ''}"
    drafts.forget(g.viewer.id, [f"found-what:{place}", f"found-where:{place}"])
    commit()
    flash(_("Thank you. It is on the map."))
    return redirect(url_for("solutions.show", solution_id=solution_id))


@bp.post("/<id:evidence_id>/confirmation")
@limits.at_most(60, "10 minutes")
def confirm(solution_id: int, evidence_id: int) -> Response:
    solution, topic, evidence = _found(solution_id, evidence_id)
    require(evidence.voice_id in {one.agency_id for one in policy.tellers(g.viewer, topic)})
    stopping.let_write(g.viewer, topic.agency_id, topic.id)
    solution.confirm(evidence)
    commit()
    flash(_("Thank you. It is on the map."))
    return redirect(url_for("solutions.show", solution_id=solution.id))


@bp.post("/<id:evidence_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(solution_id: int, evidence_id: int) -> Response:
    solution, _topic, evidence = _found(solution_id, evidence_id)
    require(policy.can_take_away(g.viewer, evidence))
    solution.take_away(evidence)
    commit()
    flash(_("Taken away. Your agency can tell it anew at any time."))
    return redirect(url_for("solutions.show", solution_id=solution.id))


def _found(solution_id: int, evidence_id: int) -> tuple[Solution, Topic, Evidence]:
    solution, topic = solutions.find(g.viewer, solution_id, lock=True)
    return solution, topic, find_or_404(Evidence.of(solution), id=evidence_id)
