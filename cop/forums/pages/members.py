"""The people of a space that is for those who were invited: who they are, leaving, and taking someone out."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.agencies.audience import circle_id
from cop.agencies.models.circle import Circle, CircleInvitation
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import caretakers, policy, queries
from cop.forums.models.space import Space
from cop.people import limits

bp = Blueprint("space_members", __name__, url_prefix="/forums/<slug>/members")


@bp.get("")
def index(slug: str) -> str:
    space, circle = by_invitation(slug)
    looks_after = policy.looks_after(g.viewer, space)
    return render_template(
        "forums/spaces/members.html",
        space=space,
        members=caretakers.members(circle.id),
        caretaker_ids=set(space.caretaker_ids),
        looks_after=looks_after,
        invitations=db.session.scalars(CircleInvitation.open_in(circle.id)).all() if looks_after else (),
        last=policy.is_last_caretaker(g.viewer, space),
    )


@bp.post("/<id:person_id>/delete")
@limits.at_most(60, "hour")
def destroy(slug: str, person_id: int) -> Response:
    """Oneself, or someone else by those who look after it."""
    space, circle = by_invitation(slug)
    if person_id == g.viewer.id:
        circle.leave(person_id)
    else:
        require(policy.looks_after(g.viewer, space))
        circle.take_out(person_id)
    space.take_from(person_id)
    commit()
    if person_id == g.viewer.id:
        flash(_("You have left. What you wrote stays there."))
        return redirect(url_for("spaces.index"))
    flash(_("They are out of it. Links that were made so far no longer work."))
    return redirect(url_for(".index", slug=slug))


def by_invitation(slug: str) -> tuple[Space, Circle]:
    """404 for a space that is for others, or for no circle."""
    space = queries.find_space(g.viewer, slug)
    if not space.of_circle:
        abort(404)
    return space, find_or_404(Circle.of_agency(space.agency_id), id=circle_id(space.audience))
