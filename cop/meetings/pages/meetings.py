"""Meetings: what is next, what was, and one from planning to recap."""

from typing import Any

from flask import Blueprint, g, render_template, request

from cop.core import ids
from cop.meetings import policy, queries
from cop.meetings.forms import RsvpForm

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("")
def index() -> str:
    before = ids.from_query(request.args.get("before"))
    coming = queries.upcoming(g.viewer)
    past, older = queries.page_of(queries.past(g.viewer, before))
    following = queries.first_on(g.viewer, coming)
    return render_template(
        "meetings/index.html", coming=coming, following=following, past=past, older=older, before=before
    )


@bp.get("/<id:meeting_id>")
def show(meeting_id: int) -> str:
    return meeting_page(meeting_id)


def meeting_page(meeting_id: int, form: RsvpForm | None = None, **more: Any) -> str:
    """Also what answers an RSVP that could not be taken."""
    shown = queries.show(g.viewer, meeting_id)
    return render_template(
        "meetings/show.html",
        shown=shown,
        meeting=shown.meeting,
        form=form or RsvpForm(formdata=None, needs_words=shown.told.words if shown.told else ""),
        can_answer=policy.can_answer(g.viewer, shown.meeting),
        told_to_hosts=_told_to_hosts(shown),
        can_join=policy.can_join(g.viewer, shown.meeting, shown.answers.mine),
        **more,
    )


def _told_to_hosts(shown: queries.Shown) -> Any:
    """What people told the hosts; None for everyone else, and when the meeting is off."""
    if shown.meeting.cancelled or not policy.can_read_needs(g.viewer, shown.hosts):
        return None
    return queries.told_to_hosts(shown.meeting)
