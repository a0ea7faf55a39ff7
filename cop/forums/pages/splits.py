"""Splitting a topic: some of its replies go on as a topic of their own. And undoing it."""

from collections.abc import Iterable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import arranging, merging, queries, stretch
from cop.forums.forms import SplitForm
from cop.forums.models.reply import Reply
from cop.forums.models.split import Split
from cop.forums.models.topic import Topic
from cop.people import limits
from cop.trust.review import stopping

bp = Blueprint("splits", __name__, url_prefix="/topics/<id:topic_id>/split")
Page = str | Response | tuple[str, int]


@bp.get("")
def new(topic_id: int) -> str:
    """Pages like the topic does, and keeps what was chosen on other pages; `look` says what will happen."""
    topic = arranging.find(g.viewer, topic_id)
    chosen, asked = merging.chosen(topic, _named())
    if "look" in request.args and not (why := merging.why_not_split(topic, chosen, asked)):
        return _preview(topic, chosen, SplitForm(formdata=None, data={"challenge": topic.challenge}))
    return _choose(topic, chosen, why if "look" in request.args else "")


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> Page:
    found = arranging.find(g.viewer, topic_id)
    stopping.let_write(g.viewer, found.agency_id, topic_id)  # for its title
    (topic,) = merging.lock(topic_id)
    chosen, asked = merging.chosen(topic, _named())
    if (made := _made_already(topic)) is not None:
        return redirect(url_for("topics.show", topic_id=made))
    if why := merging.why_not_split(topic, chosen, asked):
        return _choose(topic, chosen, why), 422
    form = SplitForm()
    if not form.validate():
        return _preview(topic, chosen, form), 422
    split = Split.make(topic, chosen, g.viewer.id, form.title.data, form.challenge.data)
    arranging.answer_for(topic, "split")
    commit()
    flash(_("They go on here. Where they were, a line leads to this topic."))
    return redirect(url_for("topics.show", topic_id=split.other_id))


@bp.post("/<id:split_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(topic_id: int, split_id: int) -> Response:
    here = arranging.find(g.viewer, topic_id)
    split = find_or_404(Split.of(here), id=split_id)
    topic, new = merging.lock(split.topic_id, split.other_id)
    require(all(arranging.can_arrange(g.viewer, one.space) for one in (topic, new)))
    db.session.refresh(split)
    if split.undone_at is None:
        if why := merging.why_not_undo(split, topic, new):
            flash(why)
            return redirect(url_for("care.show", topic_id=topic_id))
        split.undo(topic, new, g.viewer.id)
        arranging.answer_for(topic, "rejoined")
        commit()
        flash(_("They are back where they were, with what was written there since."))
    return redirect(url_for("care.show", topic_id=topic.id))


def _named() -> list[str]:
    return request.values.getlist("reply")


def _made_already(topic: Topic) -> int | None:
    """What this form made, when it is sent twice: the first of what was chosen opens a topic by now."""
    first = min((found for word in _named() if (found := ids.from_query(word))), default=None)
    gone = first and db.session.get(Reply, first)
    return gone.into_id if gone and gone.topic_id == topic.id else None


def _choose(topic: Topic, chosen: Iterable[Reply], why: str) -> str:
    shown = stretch.of(topic.id, request.values, None)
    here = {reply.id for reply in shown.replies}
    return render_template(
        "forums/splits/choose.html",
        topic=topic,
        shown=shown,
        ticked={reply.id for reply in chosen},
        elsewhere=[reply for reply in chosen if reply.id not in here],
        why=why,
    )


def _preview(topic: Topic, chosen: list[Reply], form: SplitForm) -> str:
    rows = [queries.replies(topic.id, only=reply.id)[0] for reply in (chosen[0], chosen[-1])]
    return render_template("forums/splits/new.html", topic=topic, chosen=chosen, first=rows[0], last=rows[1], form=form)
