"""The page of those who keep a topic in order: what they can do with it, and what was done."""

from flask import Blueprint, g, render_template

from cop.core.forms import options
from cop.forums import arranging, moving
from cop.forums.forms import MoveForm
from cop.forums.models.closure import Closure
from cop.forums.models.pin import TopicPin
from cop.forums.models.topic import Topic
from cop.trust.policy import looks_after

bp = Blueprint("care", __name__, url_prefix="/topics/<id:topic_id>/care")


@bp.get("")
def show(topic_id: int) -> str:
    return page(arranging.find(g.viewer, topic_id))


def page(topic: Topic, form: MoveForm | None = None, no_room: bool = False) -> str:
    """Also what answers an act that could not be done. `no_room`: as many are pinned as may be."""
    return render_template(
        "forums/care/show.html",
        topic=topic,
        pin=TopicPin.of(topic),
        pinned=TopicPin.in_space(topic.space_id) if no_room else (),
        closure=Closure.of(topic.id),
        keeps=looks_after(g.viewer, topic),
        form=form or move_form(topic),
        acts=arranging.acts(g.viewer, topic),
    )


def move_form(topic: Topic) -> MoveForm:
    form = MoveForm()
    form.to.choices = options(moving.in_words(g.viewer, moving.targets(g.viewer, topic)))
    return form
