"""Removing a post of one's own, and giving it back."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("removals", __name__, url_prefix="/topics/<id:topic_id>/posts/<id:post_id>/removal")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int, post_id: int) -> Response:
    post = _mine(topic_id, post_id)
    post.remove()
    commit()
    flash(_("Taken back. You can put it back for 30 days."))
    return _to(topic_id, post_id)


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, post_id: int) -> Response:
    post = _mine(topic_id, post_id)
    stopping.let_write(g.viewer, post.agency_id, topic_id, post.hand)
    removal = post.removal
    if removal is not None and policy.can_give_back(g.viewer, removal):
        post.give_back(removal)
        commit()
        flash(_("It is back."))
    return _to(topic_id, post_id)


def _mine(topic_id: int, post_id: int) -> Topic | Reply:
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    require(policy.can_change(g.viewer, topic, post))
    db.session.refresh(post, with_for_update=True)  # it may be changed in another place at this moment
    return post


def _to(topic_id: int, post_id: int) -> Response:
    return redirect(url_for("posts.show", topic_id=topic_id, post_id=post_id))
