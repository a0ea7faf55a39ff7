"""Merging a topic into another about the same thing, and undoing it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import arranging, gone_on, merging
from cop.forums.models.merge import Merge
from cop.forums.models.topic import Topic
from cop.people import limits

bp = Blueprint("merges", __name__, url_prefix="/topics/<id:topic_id>/merge")
Page = str | Response | tuple[str, int]


@bp.get("")
def new(topic_id: int) -> str:
    """Looks for the other topic, and says what will happen before it does."""
    topic, typed = arranging.find(g.viewer, topic_id), request.args.get("into", "")
    return _page(topic, merging.find(g.viewer, typed), typed)


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Page:
    into = merging.find(g.viewer, request.form.get("into", ""))
    if into is not None and gone_on.home_of(g.viewer, topic_id) == into.id:  # sent twice
        return redirect(url_for("topics.show", topic_id=topic_id))
    topic = arranging.find(g.viewer, topic_id)
    if into is None:
        return _page(topic, None, request.form.get("into", "")), 422
    topic, into = merging.lock(topic_id, into.id) if into.id != topic_id else (topic, topic)
    if topic.into_id is not None or into.into_id is not None:  # someone else did so at the same time
        db.session.rollback()
        return redirect(url_for("topics.show", topic_id=topic_id))
    if merging.why_not_merge(g.viewer, topic, into):
        return _page(topic, into, ""), 422
    arranging.answer_for(topic, "merged")
    Merge.make(topic, into, g.viewer.id)
    commit()
    flash(_("Joined. Whoever follows either of them hears of new replies here."))
    return redirect(url_for("topics.show", topic_id=topic_id))


@bp.post("/<id:merge_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, merge_id: int) -> Response:
    here = arranging.find(g.viewer, topic_id)
    merge = find_or_404(Merge.of(here), id=merge_id)
    topic, into = merging.lock(merge.topic_id, merge.other_id)
    require(all(arranging.can_arrange(g.viewer, one.space) for one in (topic, into)))
    db.session.refresh(merge)
    if merge.undone_at is None:
        if why := merging.why_not_undo(merge, topic, into):
            flash(why)
            return redirect(url_for("care.show", topic_id=topic_id))
        merge.undo(topic, into, g.viewer.id)
        arranging.answer_for(topic, "parted")
        commit()
        flash(_("Each stands on its own again. What was written since stays where it was written."))
    return redirect(url_for("care.show", topic_id=topic.id))


def _page(topic: Topic, into: Topic | None, typed: str) -> str:
    return render_template(
        "forums/merges/new.html",
        topic=topic,
        into=into,
        typed=typed,
        why=merging.why_not_merge(g.viewer, topic, into) if into is not None else "",
        found=merging.by_words(topic, typed) if into is None else (),
    )
