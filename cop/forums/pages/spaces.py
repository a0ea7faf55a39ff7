"""Spaces: the list, and one with its topics."""

from flask import Blueprint, g, render_template, request

from cop.core import ids
from cop.core.paging import page_of
from cop.forums import policy, queries
from cop.forums.models.first_look import FirstLook
from cop.trust.policy import looks_after

bp = Blueprint("spaces", __name__, url_prefix="/forums")


@bp.get("")
def index() -> str:
    return render_template("forums/spaces/index.html", spaces=queries.spaces(g.viewer))


@bp.get("/<slug>")
def show(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    rows = queries.topics(space, before=ids.from_query(request.args.get("before")))
    topics, before = page_of(rows, queries.TOPICS_PER_PAGE)
    can_open = policy.can_open_topic(g.viewer, space)
    keeps = looks_after(g.viewer, space)
    return render_template(
        "forums/spaces/show.html",
        space=space,
        topics=topics,
        before=before,
        can_open=can_open,
        keeps=keeps,
        first_look=FirstLook.of(space.id) if keeps else None,
    )
