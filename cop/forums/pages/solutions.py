"""Solutions: propose one, see where it travelled, withdraw it."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import journey, policy, queries, solutions
from cop.forums.forms import EvidenceForm
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.solution import Solution
from cop.forums.models.topic import Topic
from cop.forums.solutions import Found
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("solutions", __name__)


@bp.post("/topics/<id:topic_id>/posts/<id:post_id>/solution")
@limits.at_most(60, "10 minutes")
def create(topic_id: int, post_id: int) -> Response:
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    require(policy.can_propose(g.viewer, topic, post) and isinstance(post, Reply))
    stopping.let_write(g.viewer, topic.agency_id, topic_id)
    solution = Solution.propose(topic, post, g.viewer)  # type: ignore[arg-type]
    commit()
    flash(_("Proposed. Other agencies can now say what they found."))
    return redirect(url_for("solutions.show", solution_id=solution.id))


@bp.get("/solutions/<id:solution_id>")
def show(solution_id: int) -> str:
    return solution_page(solution_id)


@bp.post("/solutions/<id:solution_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(solution_id: int) -> Response:
    solution, topic = solutions.find(g.viewer, solution_id)
    require(_can_withdraw(topic, solution, solutions.evidence(solution)[1]))
    stopping.let_write(g.viewer, topic.agency_id, topic.id)
    solution.withdraw(topic)
    commit()
    flash(_("Withdrawn. The reply stays."))
    return redirect(url_for("topics.show", topic_id=topic.id))


def _can_withdraw(topic: Topic, solution: Solution, gone: Sequence[Found]) -> bool:
    """What an agency told and was hidden is not lost with it: it can be asked about, and come back."""
    return policy.can_withdraw(g.viewer, topic, solution) and not any(one.hidden for one in gone)


def solution_page(solution_id: int, form: EvidenceForm | None = None, other: object = None) -> str:
    """Also what answers evidence that could not be kept. `other` was told by a colleague since the form was opened."""
    solution, topic = solutions.find(g.viewer, solution_id)
    shown = queries.replies(topic.id, only=solution.reply_id)
    if not shown:
        abort(404)
    evidence, gone = solutions.evidence(solution)
    hidden = [one.voice_id for one in gone if one.hidden]
    tellers = solutions.tellers_of(g.viewer, topic, shown[0].body_html, hidden)
    return render_template(
        "forums/solutions/show.html",
        solution=solution,
        topic=topic,
        opening=queries.show_post(topic, topic),
        reply=shown[0],
        evidence=evidence,
        tiles=journey.tiles(evidence),
        areas=len({area for one in evidence for area in one.areas}),
        tellers=tellers,
        form=form or (solutions.form_for(tellers, evidence) if tellers else None),
        other=other,
        my_hand=Pseudonym.hand_of(topic.id, g.viewer.id),
        can_withdraw=_can_withdraw(topic, solution, gone),
        gone=[one for one in gone if policy.can_take_away(g.viewer, one) or one.by_id == g.viewer.id],
        mine={one.agency_id for one in tellers},
    )
