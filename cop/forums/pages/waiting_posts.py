"""A first post that waits to be looked at: for whoever wrote it, and for those who look after the space."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.core import text
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums.forms import SendBackForm
from cop.forums.models.closure import Closure
from cop.forums.models.topic import Topic
from cop.forums.models.waiting_post import WaitingPost
from cop.forums.places import address_of
from cop.people import limits
from cop.people.models.person import Person
from cop.trust.models.decision import ReviewDecision
from cop.trust.models.muted import Muted
from cop.trust.policy import looks_after
from cop.trust.review import stopping
from cop.trust.review.forgetting import take_back_appeals

bp = Blueprint("waiting_posts", __name__, url_prefix="/waiting/<id:waiting_id>")


@bp.get("")
def show(waiting_id: int) -> str:
    return _page(*_found(waiting_id), SendBackForm(formdata=None))


@bp.post("/release")
@limits.at_most(60, "10 minutes")
def release(waiting_id: int) -> Response:
    """It can be read by all from now on, and is announced as any other."""
    waiting = _looked_after(waiting_id)
    stopping.let_write(g.viewer, waiting.agency_id)
    if in_the_way := _in_the_way(waiting):
        flash(in_the_way)
        return redirect(url_for(".show", waiting_id=waiting_id))
    reads, post = g.viewer.belongs_to(waiting.space), waiting.let_through(g.viewer.id)
    commit()
    if post is None:
        flash(_("Whoever wrote it may no longer write here. It stays with them."))
        return redirect(url_for("reviews.index"))
    flash(_("It is there for everyone to read."))
    return redirect(address_of(post.in_topic, post.id) if reads else url_for("reviews.index"))


@bp.post("/return")
@limits.at_most(60, "10 minutes")
def send_back(waiting_id: int) -> Response | tuple[str, int]:
    waiting, form = _looked_after(waiting_id), SendBackForm()
    stopping.let_write(g.viewer, waiting.agency_id)
    if not form.validate():
        return _page(waiting, False, form), 422
    waiting.send_back(form.answer.data, g.viewer.id)
    commit()
    flash(_("Sent back. Whoever wrote it reads your words, and keeps theirs."))
    return redirect(url_for("reviews.index"))


@bp.post("/delete")
@limits.at_most(60, "10 minutes")
def destroy(waiting_id: int) -> Response:
    waiting, own = _found(waiting_id)
    require(own)
    take_back_appeals([waiting.id])
    db.session.delete(waiting)
    commit()
    flash(_("Put away. Nobody else has read it but those who look after the space."))
    return redirect(url_for("own_decisions.index"))


def _found(waiting_id: int) -> tuple[WaitingPost, bool]:
    """And whether it is the viewer's own. What was sent back is theirs alone."""
    waiting = find_or_404(select(WaitingPost).with_for_update(of=WaitingPost), id=waiting_id)
    own = waiting.author_id == g.viewer.id
    if not own and (waiting.declined_at is not None or not looks_after(g.viewer, waiting.space)):
        abort(404)
    return waiting, own


def _looked_after(waiting_id: int) -> WaitingPost:
    """Nobody lets their own words through."""
    waiting, own = _found(waiting_id)
    require(not own)
    return waiting


def _in_the_way(waiting: WaitingPost) -> str | None:
    """What keeps it from being a post now, for whoever decides: it goes on waiting."""
    held = db.session.scalars(Muted.now(waiting.agency_id, waiting.topic_id, waiting.author_id, None)).first()
    if held is not None:
        return _("Whoever wrote it may not write here until %(day)s. It waits until then, or send it back.",
                 day=format_date(held.until))  # fmt: skip
    if waiting.topic_id and Closure.of(waiting.topic_id) is not None:
        return _("The topic was closed meanwhile and takes no more replies. Please send this back with a few words.")
    return None


def _page(waiting: WaitingPost, own: bool, form: SendBackForm) -> str:
    topic = db.session.get(Topic, waiting.topic_id) if waiting.topic_id else None
    html = text.render(waiting.body_source)
    name = db.session.scalar(select(Person.name).where(Person.id == waiting.author_id))
    decided = select(ReviewDecision.id).where(ReviewDecision.subject_id == waiting.id, ReviewDecision.message != "")
    return render_template(
        "forums/waiting/show.html",
        waiting=waiting,
        own=own,
        form=form,
        topic=topic,
        html=html,
        name=name,
        decision_id=db.session.scalar(decided.order_by(ReviewDecision.id.desc()).limit(1)) if own else None,
    )
