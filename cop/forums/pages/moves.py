"""Moving a topic to another space, and back."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import arranging, moving
from cop.forums.models.move import TopicMove, move
from cop.forums.models.space import Space
from cop.forums.pages.care import move_form, page
from cop.people import limits

bp = Blueprint("moves", __name__, url_prefix="/topics/<id:topic_id>/moves")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Response | tuple[str, int]:
    topic = arranging.find_locked(g.viewer, topic_id)
    to_id = ids.from_query(move_form(topic).to.data)
    if to_id == topic.space_id:  # sent twice
        return _back(topic_id)
    arranging.lock_spaces(topic.space_id, *filter(None, [to_id]))
    form = move_form(topic)  # whom each space is for, now that nobody can change it
    if not form.validate():
        return page(topic, form), 422
    move(topic, db.session.get_one(Space, to_id), g.viewer.id)
    arranging.answer_for(topic, "moved")
    commit()
    flash(_("Moved. Its address stays the same."))
    return _back(topic_id)


@bp.post("/<id:move_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, move_id: int) -> Response | tuple[str, int]:
    topic = arranging.find_locked(g.viewer, topic_id)
    made = find_or_404(select(TopicMove).where(TopicMove.topic_id == topic_id), id=move_id)
    if made.undone_at is not None:  # sent twice
        return _back(topic_id)
    arranging.lock_spaces(made.from_space_id, made.to_space_id)
    back = moving.space_before(g.viewer, made)
    require(back is not None)
    if back is None or made is not TopicMove.last(topic_id) or not made.may_go_back(topic, back):
        return page(topic), 409
    arranging.answer_for(topic, "moved-back")
    made.undo(topic, back, g.viewer.id)
    commit()
    flash(_("It is back where it was."))
    return _back(topic_id)


def _back(topic_id: int) -> Response:
    return redirect(url_for("care.show", topic_id=topic_id))
