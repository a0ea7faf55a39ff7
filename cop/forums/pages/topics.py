"""Topics: open one, read one."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.paging import page_of
from cop.core.web import require
from cop.forums import one_reader, policy, queries, solutions
from cop.forums.forms import ReplyForm, TopicForm
from cop.forums.models.attachment import of_posts
from cop.forums.models.topic import Topic
from cop.people import limits

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
    form = TopicForm().near(g.viewer, space)
    if status := form.pending() or form.withheld(g.viewer, space):
        return render_template("forums/topics/new.html", space=space, form=form), status
    said = form.title.data, form.body.data, form.challenge.data
    topic = Topic.open(space, g.viewer, *said, form.once_id, form.without_name.data, form.along)
    commit()
    return redirect(url_for("topics.show", topic_id=topic.id))


@bp.get("/topics/<id:topic_id>")
def show(topic_id: int) -> str:
    return topic_page(topic_id)


def topic_page(topic_id: int, form: ReplyForm | None = None) -> str:
    """Also what answers a reply that could not be kept, with what was typed still in the form."""
    met = one_reader.meet(g.viewer, topic_id)
    if met is None:
        abort(404)
    topic = met.topic
    after = ids.from_query(request.args.get("after"))
    replies, more = page_of(queries.replies(topic_id, after=after), queries.REPLIES_PER_PAGE)
    return render_template(
        "forums/topics/show.html",
        topic=topic,
        replies=tuple(replies),
        after=after,
        more=more,
        files=of_posts(topic, *replies),
        form=form or _own_form(met.my_hand),
        my_hand=met.my_hand,
        to=queries.answered(topic_id, form.to_id) if form else None,
        empty_form=ReplyForm,
        can_reply=policy.can_reply(g.viewer, topic),
        solutions=solutions.of_topic(topic_id) if topic.solutions else (),
        can_share=policy.can_share(g.viewer, topic, met.asked),
        has_too=met.has_too,
    )


def _own_form(hand: int | None) -> ReplyForm | None:
    """Whoever wrote here without their name does so again unless they choose: a name by mistake can't be taken back."""
    return None if hand is None else ReplyForm(formdata=None, data={"without_name": True})
