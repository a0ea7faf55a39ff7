"""Cards of meetings."""

from flask_babel import gettext as _

from cop.agencies.viewer import Viewer
from cop.core import cards
from cop.meetings import queries


@cards.of("meetings.show")
def meeting(viewer: Viewer, meeting_id: int) -> cards.Card:
    return cards.Card(_("Meeting"), queries.find_meeting(viewer, meeting_id).title)
