"""One post of an annex: what one may do with it, and changing it."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import annexes, policy
from cop.forums.forms import EditForm
from cop.forums.models.annex import AnnexPost
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.policy import looks_after
from cop.trust.review import stopping

bp = Blueprint("annex_posts", __name__, url_prefix="/topics/<id:topic_id>/annex/<id:aside_id>")


@bp.get("")
def show(topic_id: int, aside_id: int) -> str:
    topic, post = annexes.find_post(g.viewer, topic_id, aside_id)
    return _page(topic, post, EditForm(data={"body": post.body_source, "version": post.version}))


@bp.post("")
@limits.at_most(60, "10 minutes")
def update(topic_id: int, aside_id: int) -> str | Response | tuple[str, int]:
    topic, post = annexes.find_post(g.viewer, topic_id, aside_id)
    require(policy.can_change_aside(g.viewer, post))
    stopping.let_write(g.viewer, post.agency_id, topic_id)
    form = EditForm()
    if post.body_source and (status := form.pending()):
        return _page(topic, post, form), status
    db.session.refresh(post, with_for_update=True)
    if not form.knows(post.version) or not post.body_source:
        form.version.data = str(post.version)
        return _page(topic, post, form, other=post), 409
    post.edit(form.body.data)
    drafts.forget(g.viewer.id, [f"annex-edit:{ids.word(aside_id)}:{form.version.data}"])
    commit()
    return redirect(url_for(".show", topic_id=topic_id, aside_id=aside_id))


def _page(topic: Any, post: AnnexPost, form: EditForm, other: AnnexPost | None = None) -> str:
    """`other` was sent since this form was opened: both are shown, and the next sending knows of it."""
    removal, can_change = post.removal, policy.can_change_aside(g.viewer, post)
    return render_template(
        "forums/annexes/post.html",
        topic=topic,
        post=post,
        shown=annexes.shown(post.annex_id, post.id),
        agency=next(one for one in g.viewer.standings if one.agency_id == post.agency_id),
        form=form,
        other=other,
        removal=removal,
        own=policy.wrote(g.viewer, post),
        keeps=looks_after(g.viewer, post.annex),
        can_change=can_change,
        can_give_back=can_change and removal is not None and policy.can_give_back(g.viewer, removal),
    )
