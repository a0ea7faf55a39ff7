"""An RSVP: one's own answer."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cop.core.facts import commit
from cop.meetings import policy, queries
from cop.meetings.forms import RsvpForm
from cop.meetings.pages.meetings import meeting_page
from cop.people import limits

bp = Blueprint("rsvps", __name__, url_prefix="/meetings/<id:meeting_id>/rsvp")


@bp.post("")
@limits.at_most(120, "hour")
def update(meeting_id: int) -> Response | tuple[str, int]:
    meeting = queries.find_meeting(g.viewer, meeting_id)
    form = RsvpForm()
    if not policy.can_answer(g.viewer, meeting):
        return meeting_page(meeting_id, form, refused=True), 403
    if not form.validate():
        return meeting_page(meeting_id, form), 422
    meeting.answer(by=g.viewer, going=form.going.data)
    commit()
    flash(_confirmed(form.going.data))
    return redirect(url_for("meetings.show", meeting_id=meeting_id))


def _confirmed(going: str) -> str:
    return {
        "yes": _("Thank you. We look forward to seeing you."),
        "maybe": _("Thank you. Come if you can; you can change your answer any time."),
        "no": _("Thank you for telling us. The recap will be here afterwards."),
    }[going]
