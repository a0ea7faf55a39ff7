"""Topics: open one, read one."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.paging import page_of
from cop.core.web import require
from cop.forums import policy, queries, solutions
from cop.forums.forms import ReplyForm, TopicForm
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost, must_wait
from cop.people import limits
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
    form = TopicForm()
    if status := form.pending():
        return render_template("forums/topics/new.html", space=space, form=form), status
    if must_wait(space, g.viewer):
        said = {"title": form.title.data, "body_source": form.body.data, "challenge": form.challenge.data}
        return wait_for_a_look(space, said, form.once_id)
    topic = Topic.open(space, g.viewer, form.title.data, form.body.data, form.challenge.data, form.once_id)
    commit()
    return redirect(url_for("topics.show", topic_id=topic.id))


def wait_for_a_look(space: Space, said: dict[str, object], once: int | None) -> Response:
    """Of a newcomer, where that is set."""
    waiting = WaitingPost.send(space, g.viewer, said, once)
    commit()
    flash(_("Thank you. Your first post here waits until someone has looked at it. You are told by mail."))
    return redirect(url_for("waiting_posts.show", waiting_id=waiting.id))


@bp.get("/topics/<id:topic_id>")
def show(topic_id: int) -> str:
    return topic_page(topic_id)


def topic_page(topic_id: int, form: ReplyForm | None = None) -> str:
    """Also what answers a reply that could not be kept, with what was typed still in the form."""
    topic = queries.show_topic(g.viewer, topic_id)
    if topic is None:
        abort(404)
    can_reply = policy.can_take_replies(g.viewer, topic, closed=topic.closed_at is not None)
    after = ids.from_query(request.args.get("after"))
    replies, more = page_of(queries.replies(topic_id, after=after), queries.REPLIES_PER_PAGE)
    return render_template(
        "forums/topics/show.html",
        topic=topic,
        replies=tuple(replies),
        after=after,
        more=more,
        form=form,
        to=queries.answered(topic_id, form.to_id) if form else None,
        empty_form=ReplyForm,
        can_reply=can_reply,
        solutions=solutions.of_topic(topic_id) if topic.solutions else (),
        can_share=policy.can_share(g.viewer, topic),
        has_too=bool(topic.shared) and queries.has_too(topic_id, g.viewer.id),
    )
