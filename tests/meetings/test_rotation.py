"""The rotation's page, and its drawing."""

import re

from cop.agencies.audience import AREAS
from cop.core import ids
from cop.core.db import db
from cop.core.facts import commit
from cop.meetings import ring, turns
from cop.meetings.models.rotation import OrderPlace
from cop.meetings.rotation import Order, plan
from tests.meetings.planning import OVER, change, meeting, this_quarter, turn


def quarters(number):
    found = [this_quarter()]
    while len(found) < number:
        found.append(found[-1].next)
    return found


def test_the_page_says_who_leads_and_who_is_next(sign_in, acting, world):
    now, later = quarters(2)
    with acting(world.simone):
        leads = turn(now, "metro_boston", hosts=[(world.simone, 0)])
        turn(later, "western")
        planned = meeting("A warm start", turn=leads)
    page = sign_in(world.ivy).get("/meetings/rotation").text
    assert "Metro Boston leads this quarter." in page
    assert "Western is next." in page
    assert re.search(r'class="piece lit">\s*<path[^>]*>\s*<path[^>]*>\s*<path[^>]*url\(#area-metro_boston\)', page)
    assert page.count('class="piece lit"') == 1
    assert "Simone Baptiste" in page
    assert f'href="/meetings/{ids.word(planned.id)}"' in page


def test_a_swap_shows_whose_turn_it_was_and_a_cancelled_turn_leads_nothing(sign_in, acting, world):
    now, later = quarters(2)
    with acting(world.simone) as viewer:
        first, second = turn(now, "central"), turn(later, "southeast")
        off = change(first, viewer, "cancel")
        change(second, viewer, "swap", area="northeast")
        rotation = turns.rotation(viewer)
        assert (rotation.leading, rotation.upcoming.area, rotation.upcoming.planned_area) == (
            None,
            "northeast",
            "southeast",
        )
    page = sign_in(world.ana).get("/meetings/rotation").text
    assert "Central's turn is cancelled." in page
    assert "in place of Southeast" in page
    assert 'class="piece lit"' not in page
    with acting(world.simone) as viewer:
        change(first, viewer, "undo", undoes=off)
        assert turns.rotation(viewer).leading == "central"


def test_the_ledger_counts_what_was_held_by_who_led_it(acting, world):
    now, later = quarters(2)
    with acting(world.simone) as viewer:
        covered = turn(now, "central")
        change(covered, viewer, "cover", area="western")
        meeting(begins=OVER, turn=covered)
        turn(later, "central")
        rotation = turns.rotation(viewer)
        assert [one.status for one in rotation.turns] == ["held", "planned"]
        lines = {line.who: float(line.balance) for line in rotation.ledger}
    assert lines == {"western": 0.8, "central": -0.2, "northeast": -0.2, "southeast": -0.2, "metro_boston": -0.2}


def test_before_anything_is_planned_the_page_says_so(sign_in, world):
    page = sign_in(world.ana).get("/meetings/rotation")
    assert page.status_code == 200
    assert "No turn has been planned yet." in page.text


def test_the_ring_follows_the_newest_order(acting, world):
    with acting(world.simone) as viewer:
        for version, order in ((1, AREAS), (2, AREAS[::-1])):
            for position, slug in enumerate(order):
                db.session.add(
                    OrderPlace(agency_id=0, version=version, position=position, since="FY2020-Q1", area_slug=slug)
                )
        commit()
        assert turns.rotation(viewer).order == AREAS[::-1]


def test_the_page_takes_as_many_statements_for_one_turn_as_for_three(sign_in, acting, world, count_sql):
    counts, ana = [], sign_in(world.ana)
    planned = plan([Order(this_quarter(), AREAS)], quarters(4), {})
    for some in (1, 4):
        with acting(world.simone) as viewer:
            for quarter in quarters(some)[-3:]:
                taken = turn(quarter, planned[quarter], hosts=[(world.joan, world.harborlight.id)])
                change(taken, viewer, "swap", area="western")
                meeting(turn=taken)
        with count_sql() as counted:
            assert ana.get("/meetings/rotation").status_code == 200
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 9  # seven, and on PostgreSQL two that tell it the scope


def test_the_ring_begins_at_the_top_and_goes_around_clockwise():
    first, second, *_, last = ring.pieces(AREAS)
    assert (first.area, first.x) == (AREAS[0], 200)
    assert first.y < 200
    assert second.x > 200 > last.x
