"""Topics: open one, read one."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.core.web import require
from cop.forums import own, policy, queries, solutions, stretch
from cop.forums.following import take_part
from cop.forums.forms import ReplyForm, TopicForm
from cop.forums.models.facet import mark_topic
from cop.forums.models.topic import Topic
from cop.people import limits
from cop.people.models import draft as drafts

bp = Blueprint("topics", __name__)


@bp.get("/forums/<slug>/new")
def new(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_open_topic(g.viewer, space))
    return render_template("forums/topics/new.html", space=space, form=TopicForm())


@bp.post("/forums/<slug>/new")
@limits.at_most(60, "10 minutes")
def create(slug: str) -> Response | tuple[str, int]:
    space = queries.find_space(g.viewer, slug)
    require(policy.can_open_topic(g.viewer, space))
    form = TopicForm()
    if status := form.pending() or form.withheld(g.viewer, space):
        return render_template("forums/topics/new.html", space=space, form=form), status
    said = form.title.data, form.body.data, form.challenge.data
    topic = Topic.open(space, g.viewer, *said, form.once_id, form.without_name.data)
    mark_topic(topic, form.tag_names, form.value_names)
    if topic.hand is None:
        take_part(topic, g.viewer, topic.id)
    drafts.forget(g.viewer.id, [f"new-title:{slug}", f"new-body:{slug}"])
    commit()
    return redirect(url_for("topics.show", topic_id=topic.id))


@bp.get("/topics/<id:topic_id>")
def show(topic_id: int) -> str:
    return topic_page(topic_id)


def topic_page(topic_id: int, form: ReplyForm | None = None) -> str:
    """Also what answers a reply that could not be kept, with what was typed still in the form."""
    found = queries.show_topic(g.viewer, topic_id)
    if found is None:
        abort(404)
    topic, mine = found
    shown = stretch.of(topic_id, request.args, mine.last_id)
    return render_template(
        "forums/topics/show.html",
        topic=topic,
        mine=mine,
        shown=shown,
        kind_by_me=own.kind_words(mine),
        form=form or _own_form(mine.hand),
        to=queries.answered(topic_id, form.to_id) if form else None,
        empty_form=ReplyForm,
        can_reply=policy.can_reply(g.viewer, topic),
        solutions=solutions.of_topic(topic_id) if topic.solutions else (),
        can_share=policy.can_share(g.viewer, topic, own.wrote(g.viewer.id, topic, mine)),
    )


def _own_form(hand: int | None) -> ReplyForm | None:
    """Whoever wrote here without their name does so again unless they choose: a name by mistake can't be taken back."""
    return None if hand is None else ReplyForm(formdata=None, data={"without_name": True})
