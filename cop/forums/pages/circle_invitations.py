"""Links into a space for people who were invited: a new one, taking one back, and coming in by one."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from cop.agencies.audience import of_circle
from cop.agencies.models.circle import Circle, CircleInvitation
from cop.core.db import db
from cop.core.facts import commit
from cop.core.web import find_or_404, require
from cop.forums import caretakers, policy
from cop.forums.models.space import Space
from cop.forums.pages.members import by_invitation
from cop.people import limits

bp = Blueprint("space_invitations", __name__, url_prefix="/forums/<slug>/invitations")
door = Blueprint("space_door", __name__, url_prefix="/spaces/<circle_token>")


@bp.post("")
@limits.at_most(30, "hour")
def create(slug: str) -> Response:
    space, circle = by_invitation(slug)
    require(policy.looks_after(g.viewer, space))
    CircleInvitation.make(circle, g.viewer.id)
    commit()
    flash(_("The link is below. Hand it to those you want to invite."))
    return redirect(url_for("space_members.index", slug=slug))


@bp.post("/<id:invitation_id>/delete")
@limits.at_most(60, "hour")
def destroy(slug: str, invitation_id: int) -> Response:
    space, circle = by_invitation(slug)
    require(policy.looks_after(g.viewer, space))
    db.session.delete(find_or_404(CircleInvitation.open_in(circle.id), id=invitation_id))
    commit()
    flash(_("The link no longer works."))
    return redirect(url_for("space_members.index", slug=slug))


@door.get("")
@limits.at_most(60, "hour")
def show(circle_token: str) -> str:
    _circle, space = _invited(circle_token)
    return render_template(
        "forums/spaces/door.html",
        space=space,
        circle_token=circle_token,
        caretakers=caretakers.of(space),
        can_come_in=policy.can_come_in(g.viewer, space.agency_id),
    )


@door.post("")
@limits.at_most(60, "hour")
def create_by_link(circle_token: str) -> str | Response | tuple[str, int]:
    circle, space = _invited(circle_token)
    require(policy.can_come_in(g.viewer, space.agency_id))
    if circle.is_full():
        flash(_("This space is full: nobody else can come in right now."))
        return redirect(url_for(".show", circle_token=circle_token))
    circle.join(g.viewer.id)
    commit()
    return redirect(url_for("spaces.show", slug=space.slug))


def _invited(token: str) -> tuple[Circle, Any]:
    """The circle that a link leads into and its space. 404 for one that does not work, or not for this viewer."""
    invitation = CircleInvitation.found(token) or abort(404)
    circle = find_or_404(Circle.of_agency(invitation.agency_id), id=invitation.circle_id)
    return circle, find_or_404(select(Space), agency_id=circle.agency_id, audience=of_circle(circle.id))
