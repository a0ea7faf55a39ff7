"""The page of those who keep a topic in order: what they can do with it, and what was done."""

from flask import Blueprint, g, render_template

from cop.forums import arranging
from cop.forums.models.closure import Closure
from cop.trust.policy import looks_after

bp = Blueprint("care", __name__, url_prefix="/topics/<id:topic_id>/care")


@bp.get("")
def show(topic_id: int) -> str:
    topic = arranging.find(g.viewer, topic_id)
    return render_template(
        "forums/care/show.html",
        topic=topic,
        closure=Closure.of(topic.id),
        keeps=looks_after(g.viewer, topic),
        acts=arranging.acts(g.viewer, topic),
    )
