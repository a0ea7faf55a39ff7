"""Taking back what one said in an annex, and putting it back."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import annexes, policy
from cop.forums.models.annex import AnnexPost
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("annex_removals", __name__, url_prefix="/topics/<id:topic_id>/annex/<id:aside_id>/removal")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int, aside_id: int) -> Response:
    _mine(topic_id, aside_id).remove()
    commit()
    flash(_("Taken back. You can put it back for 30 days."))
    return redirect(url_for("annex_posts.show", topic_id=topic_id, aside_id=aside_id))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, aside_id: int) -> Response:
    post = _mine(topic_id, aside_id)
    stopping.let_write(g.viewer, post.agency_id, topic_id)
    removal = post.removal
    if removal is not None and policy.can_give_back(g.viewer, removal):
        post.give_back(removal)
        commit()
        flash(_("It is back."))
    return redirect(url_for("annex_posts.show", topic_id=topic_id, aside_id=aside_id))


def _mine(topic_id: int, aside_id: int) -> AnnexPost:
    _topic, post = annexes.find_post(g.viewer, topic_id, aside_id)
    require(policy.can_change_aside(g.viewer, post))
    db.session.refresh(post, with_for_update=True)  # it may be changed in another place at this moment
    return post
