"""Topics: open one, read one."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import around, own, policy, queries, stretch
from cop.forums.following import take_part
from cop.forums.forms import ReplyForm, TopicForm
from cop.forums.models.attachment import of_posts
from cop.forums.models.facet import mark_topic
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost, must_wait
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
    if form.audience.data not in {"", None, space.audience}:
        flash(_("While you wrote, it was changed who this space is for. Please look at it above, and send it again."))
        return render_template("forums/topics/new.html", space=space, form=form), 409
    written = [f"new-title:{slug}", f"new-body:{slug}"]
    if must_wait(space, g.viewer):
        if form.cannot_wait():
            return render_template("forums/topics/new.html", space=space, form=form), 422
        waits = {"title": form.title.data, "body_source": form.body.data, "challenge": form.challenge.data,
                 "tags": " ".join(form.tag_names), "core_values": " ".join(form.value_names)}  # fmt: skip
        return wait_for_a_look(space, waits, form.once_id, written)
    said = form.title.data, form.body.data, form.challenge.data
    topic = Topic.open(space, g.viewer, *said, form.once_id, form.without_name.data, form.along)
    mark_topic(topic, form.tag_names, form.value_names)
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
def show(topic_id: int) -> str:
    return topic_page(topic_id)


def topic_page(topic_id: int, form: ReplyForm | None = None) -> str:
    """Also what answers a reply that could not be kept, with what was typed still in the form."""
    found = queries.show_topic(g.viewer, topic_id)
    if found is None:
        abort(404)
    topic, mine = found
    can_reply = policy.can_take_replies(g.viewer, topic, closed=topic.closed_at is not None)
    can_share = policy.can_share(g.viewer, topic, own.wrote(g.viewer.id, topic, mine))
    shown = stretch.of(topic_id, request.args, mine.last_id)
    form = form or _own_form(mine.hand)
    return render_template(
        "forums/topics/show.html",
        topic=topic,
        mine=mine,
        shown=shown,
        files=of_posts(topic, *shown.replies),
        kind_by_me=own.kind_words(mine),
        form=form,
        to=queries.answered(topic_id, form.to_id) if form else None,
        can_reply=can_reply,
        above=around.above(g.viewer, topic, mine, shown, can_share),
        below=around.below(g.viewer, topic, mine, can_reply, own_form=form is not None),
    )


def _own_form(hand: int | None) -> ReplyForm | None:
    """Whoever wrote here without their name does so again unless they choose: a name by mistake can't be taken back."""
    return None if hand is None else ReplyForm(formdata=None, data={"without_name": True})
