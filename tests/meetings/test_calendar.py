from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cop.meetings.calendar import Period

days = st.dates(date(1, 7, 1), date(9998, 12, 31))
periods = st.builds(Period, st.integers(2, 9998), st.integers(1, 4))


def test_the_second_quarter_of_fiscal_2027_is_october_to_december_2026():
    quarter = Period.parse("FY2027-Q2")
    assert (quarter.first_day, quarter.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert str(quarter) == "FY2027-Q2"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 6, 30), "FY2026-Q4"),
        (date(2026, 7, 1), "FY2027-Q1"),
        (date(2026, 12, 31), "FY2027-Q2"),
        (date(2027, 1, 1), "FY2027-Q3"),
        (date(2028, 2, 29), "FY2028-Q3"),
    ],
)
def test_the_fiscal_year_starts_on_july_1(day, written):
    assert str(Period.of(day)) == written


@given(days)
def test_every_day_lies_between_the_first_and_last_of_its_quarter(day):
    quarter = Period.of(day)
    assert quarter.first_day <= day <= quarter.last_day


@given(periods)
def test_a_quarter_is_read_back_as_it_was_written(quarter):
    assert Period.parse(str(quarter)) == quarter


@given(periods)
def test_the_next_quarter_begins_where_this_one_ends(quarter):
    assert quarter.next.first_day == quarter.last_day + timedelta(days=1)
    assert quarter < quarter.next
    assert Period.of(quarter.last_day) == quarter


@pytest.mark.parametrize("written", ["", "FY27-Q2", "FY2027-Q5", "FY2027-Q0", "fy2027-q2", "FY2027-Q2\n", "FY٢٠٢٧-Q2"])
def test_nothing_else_is_a_quarter(written):
    with pytest.raises(ValueError, match=r"^(FY.*|fy.*|)\s*$"):
        Period.parse(written)
