"""Spaces: the list, and one with its topics."""

from flask import Blueprint, g, render_template, request

from cop.core import ids
from cop.core.paging import page_of
from cop.forums import facets, policy, queries, spaces
from cop.forums.models.facet import TAG
from cop.forums.models.first_look import FirstLook
from cop.forums.models.subscription import wished
from cop.trust.policy import looks_after

bp = Blueprint("spaces", __name__, url_prefix="/forums")


@bp.get("")
def index() -> str:
    return render_template("forums/spaces/index.html", spaces=spaces.of(g.viewer))


@bp.get("/<slug>")
def show(slug: str) -> str:
    space = queries.find_space(g.viewer, slug)
    facet, start = facets.asked_for(request.args), ids.from_query(request.args.get("before"))
    topics, before = page_of(queries.topics(g.viewer, space, start, facet), queries.TOPICS_PER_PAGE)
    tag = facet["name"] if facet and facet["kind"] == TAG else None
    wish = wished(g.viewer.id, space.agency_id, **({"tag": tag} if tag else {"space_id": space.id}))
    keeps = looks_after(g.viewer, space)
    return render_template(
        "forums/spaces/show.html",
        space=space,
        topics=topics,
        before=before,
        facet=facet,
        tag=tag,
        facets=facets.of_space(space),
        level=wish.level if wish else None,
        can_open=policy.can_open_topic(g.viewer, space),
        keeps=keeps,
        first_look=FirstLook.of(space.id) if keeps else None,
    )
