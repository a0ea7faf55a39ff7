from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cop.meetings.agenda import by_the_clock

TEN = datetime(2026, 12, 8, 15, 0, tzinfo=UTC)


@dataclass
class Item:
    minutes: int


def test_each_item_begins_when_the_one_before_ends():
    agenda = by_the_clock(
        TEN, TEN + timedelta(minutes=60), [(Item(10), "Ana Ribeiro"), (Item(25), None), (Item(5), None)]
    )
    assert [line.begins_at.minute for line in agenda.lines] == [0, 10, 35]
    assert (agenda.planned, agenda.available, agenda.spare) == (40, 60, 20)


def test_more_than_fits_is_less_than_nothing_spare():
    agenda = by_the_clock(TEN, TEN + timedelta(minutes=30), [(Item(20), None), (Item(20), None)])
    assert agenda.spare == -10


def test_no_items_leave_all_the_time():
    assert by_the_clock(TEN, TEN + timedelta(minutes=30), []).spare == 30
