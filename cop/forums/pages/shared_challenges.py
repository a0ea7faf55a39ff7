"""I have this too."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import partial
from cop.core.facts import commit
from cop.core.kept import fragment
from cop.core.web import require
from cop.forums import around, policy, queries
from cop.forums.models.shared_challenge import have_too, no_longer
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("shared_challenges", __name__, url_prefix="/topics/<id:topic_id>/shared")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Response:
    topic = queries.find_topic(g.viewer, topic_id)
    require(policy.can_share(g.viewer, topic, topic.is_by(g.viewer.id)))
    stopping.let_write(g.viewer, topic.agency_id, topic.id)
    have_too(topic, g.viewer.id)
    commit()
    return _beside(topic_id, _("You are not alone with it. We write to you when a solution is proposed."))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int) -> Response:
    topic = queries.find_topic(g.viewer, topic_id)
    no_longer(topic, g.viewer.id)
    commit()
    return _beside(topic_id, _("You hear no more about it."))


def _beside(topic_id: int, said: str) -> Response:
    """What stands beside the challenge now, for a page that is there; or the topic."""
    found = queries.show_topic(g.viewer, topic_id) if partial.asked() else None
    if found is not None:
        return partial.answer(fragment("forums/solutions/_of_topic.html", **around.beside(g.viewer, *found)), said)
    flash(said)
    return redirect(url_for("topics.show", topic_id=topic_id))
