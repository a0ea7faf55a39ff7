"""Home: what is next for me, and what moved. Never an endless feed."""

from flask import Blueprint, g, render_template

from cop.agencies import queries as agencies
from cop.forums import queries as forums
from cop.forums import solutions
from cop.library import queries as library
from cop.meetings import queries as meetings
from cop.rooms import queries as rooms

bp = Blueprint("home", __name__)
ROOMS, RESOURCES, SOLUTIONS = 3, 3, 3


@bp.get("/")
def show() -> str:
    return render_template(
        "home/show.html",
        shut=agencies.asked_of(g.viewer.shut),
        following=meetings.next_meeting(g.viewer),
        solutions=solutions.travelled(g.viewer, most=SOLUTIONS),
        asks=solutions.asks(g.viewer),
        topics=forums.recent_topics(g.viewer),
        rooms=rooms.open_rooms(g.viewer, limit=ROOMS),
        resources=library.recent(g.viewer, limit=RESOURCES),
    )
