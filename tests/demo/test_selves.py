"""Some of the demo's people say something of themselves, so that every page of it can be seen."""

from sqlalchemy import func, select

from cop.agencies.models.lived_experience import LivedExperience
from cop.meetings.models.shared_needs import SharedNeeds
from cop.people.models.needs import READY, Needs


def test_each_way_to_share_lived_experience_is_there(demo):
    assert {row.shown_to for row in demo.rows(select(LivedExperience.shown_to))} == {"me", "agencies", "everyone"}


def test_needs_are_of_the_ready_kinds_and_some_were_told_to_the_next_hosts(demo):
    assert {kind for row in demo.rows(select(Needs.kinds)) for kind in row.kinds} <= set(READY)
    told = demo.number(select(func.count(SharedNeeds.id)))
    assert 0 < told <= demo.number(select(func.count(Needs.id)))
    assert demo.number(select(func.count(SharedNeeds.meeting_id.distinct()))) == 1
