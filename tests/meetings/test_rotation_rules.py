"""The rotation's rules, without a database: fair, checkable, and never shifting silently."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise, repeat

from hypothesis import given
from hypothesis import strategies as st

from cop.agencies.audience import AREAS
from cop.meetings import rotation
from cop.meetings.calendar import Period
from cop.meetings.rotation import Lead, Order

START = Period(2025, 1)
area = st.sampled_from(AREAS)
order = st.permutations(AREAS)
agencies = st.lists(st.integers(1, 6), max_size=3, unique=True)


@dataclass(frozen=True)
class Change:
    id: int
    kind: str
    area_slug: str | None = None
    undoes_id: int | None = None


FAIR = [Order(START, AREAS)]


def quarters(number):
    return list(accumulate(repeat(None, number - 1), lambda period, _: period.next, initial=START))


@st.composite
def histories(draw):
    """Changes as they may have been appended: an undo takes back any one before it, another undo too."""
    changes = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        kinds = [kind for kind in rotation.KINDS if changes or kind != rotation.UNDO]
        kind = draw(st.sampled_from(kinds))
        undoes = draw(st.integers(1, number - 1)) if kind == rotation.UNDO else None
        changes.append(Change(number, kind, draw(area) if kind in ("swap", "cover", "order") else None, undoes))
    return changes


def test_five_areas_take_one_quarter_each_and_begin_again():
    planned = rotation.plan(FAIR, quarters(7), {})
    assert list(planned.values()) == [*AREAS, *AREAS[:2]]


@given(order, st.integers(1, 40))
def test_without_changes_no_two_areas_differ_by_more_than_one_turn(order, number):
    turns = Counter(rotation.plan([Order(START, order)], quarters(number), {}).values())
    assert max(turns.values()) - min(turns[area] for area in AREAS) <= 1


@given(order, order, st.integers(1, 20), st.integers(1, 20))
def test_what_was_planned_stays_planned_whatever_the_new_order(old, new, before, after):
    so_far = rotation.plan([Order(START, old)], quarters(before), {})
    orders = [Order(START, old), Order(quarters(before + after)[before], new)]
    planned = rotation.plan(orders, quarters(before + after), so_far)
    assert {period: planned[period] for period in so_far} == so_far
    turns = Counter(planned.values())
    assert max(turns.values()) - min(turns[area] for area in AREAS) <= 1


@given(order, st.integers(1, 20), st.integers(0, 20))
def test_planning_in_two_steps_is_planning_in_one(order, before, after):
    orders = [Order(START, order)]
    so_far = rotation.plan(orders, quarters(before), {})
    assert rotation.plan(orders, quarters(before + after), so_far) == rotation.plan(
        orders, quarters(before + after), {}
    )


@given(st.integers(1, 20), st.integers(5, 40))
def test_an_area_that_joins_gets_its_share_from_then_on_and_no_backlog(before, after):
    orders = [Order(START, AREAS[:4]), Order(quarters(before + 1)[before], AREAS)]
    planned = rotation.plan(orders, quarters(before + after), {})
    theirs = [number for number, led in enumerate(planned.values()) if led == AREAS[4]]
    assert after // 5 <= len(theirs) <= after // 5 + 1
    assert all(later - sooner >= 4 for sooner, later in pairwise(theirs))


@given(st.integers(1, 20), st.integers(1, 20), st.integers(5, 20))
def test_an_area_that_paused_comes_back_to_what_it_was_owed_before_and_no_more(before, paused, after):
    still = [area for area in AREAS if area != "central"]
    begins = quarters(before + paused + after)
    orders = [Order(START, AREAS), Order(begins[before], tuple(still)), Order(begins[before + paused], AREAS)]
    planned = rotation.plan(orders, begins, {})
    led = list(planned.values())
    assert "central" not in led[before : before + paused]
    assert abs(led.count("central") - Fraction(before + after, 5)) <= 1


def test_a_swap_sets_the_area_and_a_cancellation_outlasts_it():
    swap, cancel, cover = Change(1, "swap", "western"), Change(2, "cancel"), Change(3, "cover", "central")
    assert rotation.lead("southeast", []) == Lead("southeast")
    assert rotation.lead("southeast", [swap]) == Lead("western")
    assert rotation.lead("southeast", [swap, cancel, cover]) == Lead("central", cancelled=True)
    assert rotation.lead("southeast", [swap, cancel, cover, Change(4, "undo", undoes_id=2)]) == Lead("central")


@given(area, histories(), st.sampled_from(["swap", "cover", "cancel"]), area)
def test_an_undo_restores_exactly(planned, changes, kind, other):
    before = rotation.lead(planned, changes)
    last = Change(100, kind, None if kind == "cancel" else other)
    undo = Change(101, "undo", undoes_id=100)
    assert rotation.lead(planned, [*changes, last, undo]) == before


@given(area, histories())
def test_undoing_an_undo_brings_back_what_it_took(planned, changes):
    last = Change(100, "cancel")
    undo, again = Change(101, "undo", undoes_id=100), Change(102, "undo", undoes_id=101)
    assert rotation.lead(planned, [*changes, last, undo, again]) == rotation.lead(planned, [*changes, last])


@given(st.lists(area, max_size=40))
def test_the_balances_add_up_to_zero(held_by):
    lines = rotation.ledger(FAIR, dict(zip(quarters(len(held_by)), held_by, strict=False)) if held_by else {})
    assert sum(line.balance for line in lines) == 0
    assert sum(line.held for line in lines) == len(held_by)
    assert {line.expected for line in lines} == {Fraction(len(held_by), 5)}


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 6), max_size=2, unique=True), st.lists(st.integers(1, 6), unique=True)))
)
def test_so_do_those_of_the_agencies_whoever_served_an_area(turns):
    lines = rotation.ledger_of_agencies(turns, {})
    assert sum(line.balance for line in lines) == 0
    assert sum(line.held for line in lines) == sum(bool(hosts) for hosts, _ in turns)


def test_what_is_held_besides_the_turns_is_counted_and_weighs_nothing():
    lines = {line.who: line for line in rotation.ledger(FAIR, {START: "western"}, {"central": 2})}
    assert (lines["central"].extra, lines["central"].balance) == (2, Fraction(-1, 5))


@given(order)
def test_in_twenty_quarters_each_of_five_areas_leads_in_each_season_once(order):
    planned = rotation.plan([Order(START, order)], quarters(rotation.cycle_quarters(order)), {})
    assert len(planned) == 20
    assert not rotation.uneven(rotation.cycle(planned, order))


def test_a_swap_makes_two_seasons_uneven_for_each_of_two_areas():
    planned = rotation.plan(FAIR, quarters(20), {})
    first, second = quarters(2)
    swapped = planned | {first: planned[second], second: planned[first]}
    assert rotation.uneven(rotation.cycle(swapped, AREAS)) == {
        ("western", 1): -1, ("western", 2): 1, ("central", 1): 1, ("central", 2): -1
    }  # fmt: skip


def test_a_turn_is_held_when_its_meeting_or_its_quarter_is_over_unless_cancelled():
    during, after = datetime(2024, 8, 1, tzinfo=UTC), datetime(2024, 10, 1, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert rotation.status(START, False, None, during) == "planned"
    assert rotation.status(START, False, during + hour, during) == "planned"
    assert rotation.status(START, False, during - hour, during) == "held"
    assert rotation.status(START, False, None, after) == "held"
    assert rotation.status(START, True, during - hour, after) == "cancelled"


def test_the_last_day_still_belongs_to_the_quarter():
    assert rotation.status(START, False, None, datetime(2024, 9, 30, 23, 59, tzinfo=UTC)) == "planned"
