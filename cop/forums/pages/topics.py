"""Topics: open one, read one."""

from typing import Any, NoReturn

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import partial
from cop.core.facts import commit
from cop.core.kept import fragment
from cop.core.web import require
from cop.forums import around, gone_on, own, policy, queries, stretch
from cop.forums.following import take_part
from cop.forums.forms import ReplyForm, TopicForm
from cop.forums.models.attachment import of_posts
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost, must_wait
from cop.forums.places import address_of
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.review import stopping

bp = Blueprint("topics", __name__)
NEWCOMERS_TOPICS = 5  # an hour, in someone's first week


@bp.get("/forums/<slug>/new")
def new(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_open_topic(g.viewer, space))
    return render_template("forums/topics/new.html", space=space, form=TopicForm())


@bp.post("/forums/<slug>/new")
@limits.at_most(60, "10 minutes")
@limits.newcomers(NEWCOMERS_TOPICS, "hour")
def create(slug: str) -> Response | tuple[str, int]:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_open_topic(g.viewer, space))
    stopping.let_write(g.viewer, space.agency_id)
    form = TopicForm().near(g.viewer, space)
    if status := form.pending() or form.withheld(g.viewer, space):
        return render_template("forums/topics/new.html", space=space, form=form), status
    if form.is_for_others(space.audience):
        flash(_("While you wrote, it was changed who this space is for. Please look at it above, and send it again."))
        return render_template("forums/topics/new.html", space=space, form=form), 409
    written = [f"new-title:{slug}", f"new-body:{slug}"]
    if must_wait(space, g.viewer, form.without_name.data):
        if form.cannot_wait():
            return render_template("forums/topics/new.html", space=space, form=form), 422
        waits = {"title": form.title.data, "body_source": form.body.data, "challenge": form.challenge.data,
                 "tags": " ".join(form.tag_names), "core_values": " ".join(form.value_names)}  # fmt: skip
        return wait_for_a_look(space, waits, form.once_id, written)
    said = form.title.data, form.body.data, form.challenge.data
    topic = Topic.open(space, g.viewer, *said, form.once_id, form.without_name.data, form.along)
    topic.say_of(form.tag_names, form.value_names)
    if topic.hand is None:
        take_part(topic, g.viewer, topic.id)
    drafts.forget(g.viewer.id, written)
    commit()
    return redirect(url_for("topics.show", topic_id=topic.id))


def wait_for_a_look(space: Space, said: dict[str, object], once: int | None, written: list[str]) -> Response:
    """Of a newcomer, where that is set. What was sent is no draft any more: `written` names where it was one."""
    waiting = WaitingPost.send(space, g.viewer, said, once)
    drafts.forget(g.viewer.id, written)
    commit()
    flash(_("Thank you. Your first post here waits until someone has looked at it. You are told by mail."))
    return redirect(url_for("waiting_posts.show", waiting_id=waiting.id))


@bp.get("/topics/<id:topic_id>")
def show(topic_id: int) -> str | Response:
    return more_of(topic_id) if partial.asked(into="stretch") else topic_page(topic_id)


def more_of(topic_id: int) -> Response:
    """A stretch of its replies, for a page that has others."""
    topic, mine = _found(topic_id)
    shown = stretch.of(topic_id, request.args, mine.last_id)
    return partial.answer(fragment("forums/topics/_topic.html", **_stretch(topic, shown)))


def topic_page(topic_id: int, form: ReplyForm | None = None) -> str:
    """Also what answers a reply that could not be kept, with what was typed still in the form."""
    topic, mine = _found(topic_id)
    can_reply = policy.can_take_replies(g.viewer, topic, closed=topic.closed_at is not None)
    shown = stretch.of(topic_id, request.args, mine.last_id)
    form = form or _own_form(mine.hand)
    return render_template(
        "forums/topics/show.html",
        topic=topic,
        mine=mine,
        stretch=_stretch(topic, shown),
        kind_by_me=own.kind_words(mine),
        form=form,
        to=queries.answered(topic_id, form.to_id) if form else None,
        can_reply=can_reply,
        above=around.above(g.viewer, topic, mine, shown),
        below=around.below(g.viewer, topic, mine, can_reply, own_form=form is not None),
    )


def _found(topic_id: int) -> tuple[Any, Any]:
    """A topic as it is shown, and the viewer's own. 404 for one that does not exist or is for others; one that
    went on in another is followed."""
    return queries.show_topic(g.viewer, topic_id) or _follow(topic_id)


def _stretch(topic: Any, shown: stretch.Stretch) -> dict[str, Any]:
    return vars(shown) | {"topic": topic, "files": of_posts(topic, *shown.replies)}


def _follow(topic_id: int) -> NoReturn:
    """One that went on in another is read there, from where it begins."""
    home = gone_on.home_of(g.viewer, topic_id)
    abort(404 if home is None else redirect(address_of(home, topic_id)))


def _own_form(hand: int | None) -> ReplyForm | None:
    """Whoever wrote here without their name does so again unless they choose: a name by mistake can't be taken back."""
    return None if hand is None else ReplyForm(formdata=None, data={"without_name": True})
