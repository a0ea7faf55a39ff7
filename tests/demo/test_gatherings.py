"""The rotation, eight meetings that were and four that will be."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from cop.agencies.audience import AREAS
from cop.agencies.models.agency import Agency
from cop.core import clock
from cop.core.search import SearchEntry
from cop.demo.gatherings import EASTERN, first_planned, later, starts
from cop.meetings.calendar import Period
from cop.meetings.models.meeting import Meeting
from cop.meetings.models.recap import Recap
from cop.meetings.models.rotation import OrderPlace, Turn, TurnChange, TurnHost
from cop.meetings.models.rsvp import Rsvp


def test_eight_meetings_were_and_have_recaps_and_four_will_be(demo):
    assert demo.number(select(func.count(Meeting.id)).where(Meeting.ends_at < clock.now())) == 8
    assert demo.number(select(func.count(Meeting.id)).where(Meeting.starts_at > clock.now())) == 4
    told = select(func.count(Recap.id)).join(Meeting, Meeting.id == Recap.meeting_id)
    assert demo.number(told.where(Meeting.ends_at < clock.now())) == 8
    assert demo.number(select(func.count(Recap.id))) == 8


def test_meetings_are_on_the_second_wednesday_of_a_quarters_last_month_from_ten_to_noon(demo):
    for meeting in demo.rows(select(Meeting.starts_at, Meeting.ends_at)):
        here = meeting.starts_at.astimezone(EASTERN)
        assert (here.weekday(), (here.day - 1) // 7, here.month % 3, here.hour, here.minute) == (2, 1, 0, 10, 0)
        assert meeting.ends_at - meeting.starts_at == timedelta(hours=2)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 12, tzinfo=UTC),
        datetime(2026, 12, 9, 14, 59, tzinfo=UTC),
        datetime(2026, 12, 9, 15, tzinfo=UTC),  # it begins
        datetime(2026, 12, 31, 23, tzinfo=UTC),
        datetime(2027, 1, 1, 4, 30, tzinfo=UTC),  # still the old year where people live
        datetime(2028, 2, 29, 12, tzinfo=UTC),
    ],
)
def test_the_four_planned_are_ahead_on_any_day(now):
    first = first_planned(now)
    assert all(starts(later(first, number)) > now for number in range(4))
    assert all(starts(later(first, number)) <= now for number in range(-8, 0))


def test_quarters_are_counted_over_the_end_of_a_year():
    assert [str(later(Period(2027, 2), by)) for by in (-6, -2, -1, 0, 2, 3)] == [
        "FY2025-Q4", "FY2026-Q4", "FY2027-Q1", "FY2027-Q2", "FY2027-Q4", "FY2028-Q1",
    ]  # fmt: skip


def test_turns_follow_the_order_and_eight_or_more_are_ahead(demo):
    order = demo.rows(select(OrderPlace.area_slug).order_by(OrderPlace.position))
    turns = [row.planned_area for row in demo.rows(select(Turn.planned_area).order_by(Turn.period))]
    assert [row.area_slug for row in order] == list(AREAS)
    assert turns == [AREAS[number % 5] for number in range(len(turns))]
    assert len(turns) - 8 >= 8


def test_two_areas_changed_places_once_and_both_wrote_it_down(demo):
    changed = demo.rows(
        select(Turn.period, Turn.planned_area, TurnChange.area_slug, TurnChange.kind, TurnChange.at)
        .join(TurnChange, TurnChange.turn_id == Turn.id)
        .order_by(Turn.period)
    )
    one, other = changed
    assert (one.kind, other.kind) == ("swap", "swap")
    assert (one.area_slug, other.area_slug) == (other.planned_area, one.planned_area)
    assert max(one.at, other.at).date() < Period.parse(one.period).first_day


def test_every_turn_has_two_hosts_who_accepted(demo):
    hosts = select(Turn.id).join(TurnHost).where(TurnHost.accepted_at.is_not(None)).group_by(Turn.id)
    assert len(demo.rows(hosts.having(func.count(TurnHost.id) == 2))) == demo.number(select(func.count(Turn.id)))


def test_many_answered_each_meeting_once_it_was_near(demo):
    answers = select(func.count(Rsvp.id).label("given"))
    by_meeting = answers.join(Meeting, Meeting.id == Rsvp.meeting_id).group_by(Meeting.id).order_by(Meeting.starts_at)
    given = [row.given for row in demo.rows(by_meeting)]
    assert len(given) == 12
    assert min(given[:8]) >= 20  # held
    assert max(given[-2:]) < 20  # half a year away


def test_nobody_answered_after_the_meeting_or_in_the_future(demo):
    late = select(Rsvp.id).join(Meeting, Meeting.id == Rsvp.meeting_id)
    assert demo.rows(late.where(Rsvp.at > Meeting.starts_at)) == []
    assert demo.rows(late.where(Rsvp.at > clock.now())) == []


def test_hosting_is_shared_among_the_agencies_of_an_area(demo):
    hosting = select(TurnHost.voice_id).where(TurnHost.voice_id != 0).distinct()
    assert len(demo.rows(hosting)) == demo.number(select(func.count(Agency.id)).where(Agency.id != 0))


def test_the_meeting_page_shows_and_search_finds_a_recap(demo):
    assert demo.number(select(func.count(SearchEntry.id)).where(SearchEntry.kind == "meeting")) == 12
    found = demo.someone("stonefield_peer").get("/search?q=lasagna+vote&kind=meeting").text
    assert "A chair at the clinical table" in found
