"""What one hears of: a topic, a space or a tag; and the list of all that one follows."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from cop.core import partial
from cop.core.db import db
from cop.core.facts import commit
from cop.core.kept import fragment
from cop.core.web import find_or_404
from cop.forums import queries, subscriptions
from cop.forums.models.facet import plain_tag
from cop.forums.models.subscription import EVERY, LEVELS, QUIET, SUMMARY, follow
from cop.people import limits

bp = Blueprint("subscriptions", __name__)
CHOSEN = {
    EVERY: _l("You get a mail about the next post."),
    SUMMARY: _l("You get one mail a week, on Monday at 8 in the morning, if there is anything new."),
    QUIET: _l("You get no mail about it. You still see here what is new."),
}


@bp.get("/account/subscriptions")
def index() -> str:
    return render_template("forums/subscriptions/index.html", followed=subscriptions.of(g.viewer))


@bp.post("/account/subscriptions/<id:subscription_id>/delete")
@limits.at_most(60, "10 minutes")
def destroy(subscription_id: int) -> Response:
    db.session.delete(find_or_404(subscriptions.mine(g.viewer.id), id=subscription_id))
    commit()
    flash(_("You no longer follow it."))
    return redirect(url_for("subscriptions.index"))


@bp.post("/topics/<id:topic_id>/subscription")
@limits.at_most(60, "10 minutes")
def update_topic(topic_id: int) -> Response:
    topic = queries.find_topic(g.viewer, topic_id)
    level, said = _follow(topic.agency_id, topic_id=topic.id)
    if partial.asked():
        return partial.answer(fragment("forums/subscriptions/_topic.html", topic_id=topic.id, level=level), said)
    flash(said)
    return redirect(url_for("topics.show", topic_id=topic_id))


@bp.post("/forums/<slug>/subscription")
@limits.at_most(60, "10 minutes")
def update_space(slug: str) -> Response:
    """The space, or a tag in it: then wherever the agency's topics have it."""
    space = queries.find_space(g.viewer, slug)
    tag = plain_tag(request.form.get("tag", ""))
    _level, said = _follow(space.agency_id, **({"tag": tag} if tag else {"space_id": space.id}))
    flash(said)
    return redirect(url_for("spaces.show", slug=slug, tag=tag or None))


def _follow(agency_id: int, **what: Any) -> tuple[str, str]:
    """Gives what was chosen, and what to say of it."""
    level = request.form.get("level", "")
    if level not in LEVELS:
        abort(422)
    follow(g.viewer.id, agency_id, level, **what)
    commit()
    return level, str(CHOSEN[level])
