"""One post: what one may do with it, and changing it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import require
from cop.forums import policy, queries, words
from cop.forums.changing import let_change
from cop.forums.forms import EditForm, OpeningForm, ReplyEditForm, ReplyForm
from cop.forums.models.attachment import of_posts
from cop.forums.models.closure import Closure
from cop.forums.models.pseudonym import Pseudonym
from cop.forums.models.reply import Reply
from cop.forums.models.topic import Topic
from cop.forums.places import address_of
from cop.forums.unnamed import EDIT, TITLE
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.policy import looks_after

bp = Blueprint("posts", __name__, url_prefix="/topics/<id:topic_id>/posts/<id:post_id>")
Page = str | Response | tuple[str, int]


@bp.get("")
def show(topic_id: int, post_id: int) -> str:
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    shown, removal = queries.show_post(topic, post), post.removal
    can_change = policy.can_change(g.viewer, topic, post)
    my_hand = Pseudonym.hand_of(topic_id, g.viewer.id)
    return render_template(
        "forums/posts/show.html",
        topic=topic,
        post=post,
        shown=shown,
        removal=removal,
        address=address_of(topic_id, post_id),
        form=_reply_to(topic, post, shown, my_hand),
        my_hand=my_hand,
        files=of_posts(post),
        to=shown if post is not topic else None,
        agency_name=g.viewer.agency_name(topic.agency_id),
        can_reply=policy.can_take_replies(g.viewer, topic, closed=Closure.of(topic_id) is not None),
        own=policy.wrote(g.viewer, post),
        keeps=looks_after(g.viewer, topic),
        can_change=can_change,
        can_ask=post is topic and policy.can_ask(g.viewer, topic),
        can_propose=policy.can_propose(g.viewer, topic, post),
        can_give_back=can_change and removal is not None and policy.can_give_back(g.viewer, removal),
    )


def _reply_to(topic: Topic, post: Topic | Reply, shown: Any, my_hand: int | None) -> ReplyForm:
    """With the post in it as a quote, when that is asked for."""
    quote = "quote" in request.args and bool(post.body_source)
    body = words.quoted(words.by(shown.author_name, shown.hand), post.body_source) if quote else ""
    to = None if post is topic else ids.word(post.id)
    return ReplyForm(formdata=None, data={"to": to, "without_name": my_hand is not None, "body": body})


@bp.get("/edit")
def edit(topic_id: int, post_id: int) -> str:
    topic, post = _mine(topic_id, post_id)
    require(bool(post.body_source))
    given = {"body": post.body_source, "title": post.heading, "version": post.version}
    if isinstance(post, Topic):
        given |= {"tags": ", ".join(post.tags.split()), "core_values": post.core_values.split()}
    return _page(topic, post, _form_of(post)(data=given))


@bp.post("/edit")
@limits.at_most(60, "10 minutes")
def update(topic_id: int, post_id: int) -> Page:
    topic, post = _mine(topic_id, post_id)
    let_change(g.viewer, post)
    form = _form_of(post)().near(g.viewer, topic.space, topic_id, nameless=post.hand is not None)
    if post.body_source and (status := form.pending()):
        return _page(topic, post, form), status
    if form.is_for_others(topic.audience):
        flash(words.FOR_OTHERS)
        return _page(topic, post, form), 409
    db.session.refresh(post, with_for_update=True)
    if not form.knows(post.version) or not post.body_source:
        return _page(topic, post, form, other=post), 409
    if form.cannot_hold(of_posts(post)):
        return _page(topic, post, form), 422
    post.edit(form.body.data, form.title.data if isinstance(form, OpeningForm) else post.heading, form.along)
    if isinstance(post, Topic) and isinstance(form, OpeningForm):
        post.say_of(form.tag_names, form.value_names)
    drafts.forget(g.viewer.id, [draft := _draft_of(post, form), f"{TITLE}-{draft}"])
    commit()
    return redirect(address_of(topic_id, post_id))


def _mine(topic_id: int, post_id: int) -> tuple[Topic, Topic | Reply]:
    """Nobody else's. One that was removed is given back first: who was writing meanwhile is told so."""
    topic, post = queries.find_post(g.viewer, topic_id, post_id)
    require(policy.can_change(g.viewer, topic, post))
    return topic, post


def _draft_of(post: Topic | Reply, form: EditForm) -> str:
    return f"{EDIT}:{ids.word(post.id)}:{form.version.data}"


def _form_of(post: Topic | Reply) -> type[ReplyEditForm | OpeningForm]:
    return OpeningForm if isinstance(post, Topic) else ReplyEditForm


def _page(topic: Topic, post: Topic | Reply, form: EditForm, other: Topic | Reply | None = None) -> str:
    """`other` was sent since this form was opened: both are shown, and the next sending knows of it."""
    if other is not None:
        form.version.data = str(other.version)
    draft = _draft_of(post, form) if post.hand is None else None  # one without a name leaves none, anywhere
    removal = None if other is None else other.removal
    known = {"topic": topic, "post": post, "form": form, "other": other}
    return render_template("forums/posts/edit.html", removal=removal, draft=draft, **known)
