"""What follows each fact of the meetings."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from cop.core import search, text
from cop.core.db import db
from cop.core.facts import in_commit
from cop.meetings.facts import MeetingPlanned, RecapPublished
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.facts import NeedsForgotten


@in_commit(MeetingPlanned)
def index_plan(fact: MeetingPlanned) -> None:
    _index(_meeting(fact.meeting_id))


@in_commit(RecapPublished)
def index_recap(fact: RecapPublished) -> None:
    _index(_meeting(fact.meeting_id))


@in_commit(NeedsForgotten)
def withdraw_needs(fact: NeedsForgotten) -> None:
    SharedNeeds.withdraw(fact.person_id)


def _index(meeting: Meeting) -> None:
    """Found by its welcome, its agenda and, once there is one, its recap."""
    recap = meeting.recap.body_html if meeting.recap else ""
    written = [text.plain(meeting.welcome_html), *(item.title for item in meeting.items), text.plain(recap)]
    words = " ".join(filter(None, written))
    search.put(
        search.SearchEntry(
            id=meeting.id,
            agency_id=meeting.agency_id,
            kind="meeting",
            audience=meeting.audience,
            language=text.guess_language(words),
            title=meeting.title,
            words=words,
            topic_id=None,
            at=meeting.starts_at,
        )
    )


def _meeting(meeting_id: int) -> Meeting:
    whole = select(Meeting).options(selectinload(Meeting.items), joinedload(Meeting.recap))
    return db.session.scalars(whole.where(Meeting.id == meeting_id).execution_options(populate_existing=True)).one()
