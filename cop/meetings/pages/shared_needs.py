"""What one told the hosts of a meeting, taken back: also when the meeting is over."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.meetings import queries
from cop.meetings.models.shared_needs import SharedNeeds

bp = Blueprint("shared_needs", __name__, url_prefix="/meetings/<id:meeting_id>/needs")


@bp.post("/delete")
def destroy(meeting_id: int) -> Response:
    meeting = queries.find_meeting(g.viewer, meeting_id)
    SharedNeeds.withdraw(g.viewer.id, meeting.id)
    commit()
    flash(_("Taken back. The hosts no longer see it."))
    return redirect(url_for("meetings.show", meeting_id=meeting_id))
