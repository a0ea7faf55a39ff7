"""An annex: what one agency says among itself about a topic that all agencies share."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cop.core import ids
from cop.core.facts import commit
from cop.core.paging import page_of
from cop.core.web import require
from cop.forums import annexes, policy
from cop.forums.forms import AnnexForm
from cop.forums.models.annex import Annex, AnnexPost, audience_under
from cop.people import limits
from cop.people.models import draft as drafts
from cop.trust.review import stopping

bp = Blueprint("annexes", __name__, url_prefix="/topics/<id:topic_id>/annex")


@bp.get("")
def show(topic_id: int) -> str:
    topic = annexes.find_topic(g.viewer, topic_id)
    agencies = _agencies(topic)
    if len(agencies) > 1 and "agency" not in request.args:
        return render_template("forums/annexes/choose.html", topic=topic, agencies=agencies)
    return _page(topic, _chosen(agencies), AnnexForm())


@bp.post("")
@limits.at_most(60, "10 minutes")
def create(topic_id: int) -> str | Response | tuple[str, int]:
    topic = annexes.find_topic(g.viewer, topic_id)
    agency = _chosen(_agencies(topic))
    require(policy.can_write_aside(g.viewer, agency))
    stopping.let_write(g.viewer, agency.agency_id, topic_id)
    form = AnnexForm()
    if status := form.pending():
        return _page(topic, agency, form), status
    annexes.of_agency(g.viewer, topic, agency.agency_id)
    annex = Annex.begin(topic, agency.agency_id, str(audience_under(topic.audience)))
    post = AnnexPost.write_in(annex, g.viewer, form.body.data, form.once_id)
    drafts.forget(g.viewer.id, [f"annex:{ids.word(topic_id)}:{agency.agency_slug}"])
    commit()
    after = annexes.page_ending_with(annex.id, post.id)
    page = url_for(".show", topic_id=topic_id, agency=agency.agency_slug, after=after and ids.word(after))
    return redirect(f"{page}#reply-{ids.word(post.id)}")


def _agencies(topic: Any) -> list[Any]:
    """Those of the viewer. 404 for one who has none here, as for what does not exist."""
    return annexes.agencies_under(g.viewer, topic) or abort(404)


def _chosen(agencies: list[Any]) -> Any:
    """404 for an agency that is not theirs, or where they would have to choose and did not."""
    slug = request.values.get("agency")
    named = [one for one in agencies if slug in {None, one.agency_slug}]
    return named[0] if len(named) == 1 else abort(404)


def _page(topic: Any, agency: Any, form: AnnexForm) -> str:
    annex = annexes.of_agency(g.viewer, topic, agency.agency_id)
    after = ids.from_query(request.args.get("after"))
    posts, more = page_of(annexes.posts(annex, after), annexes.PER_PAGE)
    return render_template(
        "forums/annexes/show.html",
        topic=topic,
        agency=agency,
        annex=annex,
        audience_name=annex.audience if annex else audience_under(topic.audience),
        posts=posts,
        after=after,
        more=more,
        form=form,
        can_write=policy.can_write_aside(g.viewer, agency),
    )
