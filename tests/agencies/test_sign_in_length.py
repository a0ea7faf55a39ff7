"""Harborlight sets how long a sign-in of its people lasts."""

from datetime import timedelta

import pytest

from cop.agencies.models.membership import Membership
from cop.core import clock, presence, tenancy
from cop.core.db import db
from cop.people.models.sign_in import SignIn
from tests.agencies.rules import SETTINGS, rule
from tests.agencies.test_members import at
from tests.trust.test_trail import entries

HOUR = timedelta(hours=1)


@pytest.fixture
def joan(sign_in, world):
    return sign_in(world.joan)


def aged(app, someone, begun, seen):
    """Their one sign-in was begun and last seen so many hours ago."""
    with app.app_context():
        one = db.session.scalars(SignIn.of(someone.id)).one()
        one.created_at, one.seen_at = clock.now() - begun * HOUR, clock.now() - seen * HOUR
        db.session.commit()


def join(app, someone, agency):
    with app.app_context(), tenancy.everywhere():
        db.session.add(Membership(agency_id=agency.id, person_id=someone.id, role="peer_supporter"))
        db.session.commit()


@pytest.mark.parametrize(
    ("longest", "idle", "begun", "seen", "code"),
    [
        (12, 720, 11.9, 0, 200),
        (12, 720, 12.1, 0, 302),
        (24, 720, 23.9, 0, 200),
        (24, 720, 24.1, 0, 302),
        (2160, 1, 50, 0.9, 200),
        (2160, 1, 50, 1.1, 302),
        (168, 24, 100, 23, 200),
        (168, 24, 100, 25, 302),
    ],
)
def test_a_sign_in_ends_when_the_agency_says_so(joan, app, sign_in, world, longest, idle, begun, seen, code):
    assert rule(joan, longest_hours=longest, idle_hours=idle).location == SETTINGS
    ana = sign_in(world.ana)
    aged(app, world.ana, begun, seen)
    assert ana.get("/forums").status_code == code


def test_another_agencys_people_notice_nothing(joan, app, sign_in, world):
    rule(joan, longest_hours=12, idle_hours=1)
    ivy = sign_in(world.ivy)
    aged(app, world.ivy, 1000, 700)
    assert ivy.get("/forums").status_code == 200


def test_for_someone_of_two_agencies_the_strictest_applies_of_each(joan, app, sign_in, world):
    """Harborlight asks for less at most, and Stonefield for less without use."""
    join(app, world.ana, world.stonefield)
    rule(joan, longest_hours=24)
    rule(sign_in(world.bettina), "stonefield", idle_hours=1)
    ana = sign_in(world.ana)
    for begun, seen, code in ((23, 0.5, 200), (25, 0.5, 302), (23, 1.5, 302)):
        aged(app, world.ana, begun, seen)
        assert ana.get("/forums").status_code == code


def test_whoever_is_here_is_not_sent_away_for_having_been_noted_an_hour_ago(joan, app, sign_in, world):
    rule(joan, idle_hours=1)
    ana = sign_in(world.ana)
    aged(app, world.ana, 2, 0.5)
    assert ana.get("/forums").status_code == 200
    ana.get("/forums").close()  # it is noted once the answer is out
    with app.app_context():
        seen = db.session.scalars(SignIn.of(world.ana.id)).one().seen_at
    assert clock.now() - seen < HOUR / 12


def test_open_sockets_end_with_it(joan, app, sign_in, connect, world):
    ana, ivy = (connect(sign_in(one)) for one in (world.ana, world.ivy))
    for someone in (world.ana, world.ivy):
        aged(app, someone, 20, 2)
    presence.sweep(app, app.extensions["still_hold"])
    assert (ana.is_connected(), ivy.is_connected()) == (True, True)
    rule(joan, idle_hours=1)
    presence.sweep(app, app.extensions["still_hold"])
    assert (ana.is_connected(), ivy.is_connected()) == (False, True)


def test_what_has_ended_does_not_come_back_when_the_time_is_made_longer(joan, app, sign_in, world):
    rule(joan, longest_hours=12)
    ana = sign_in(world.ana)
    aged(app, world.ana, 13, 0)
    rule(joan, longest_hours=2160)
    assert ana.get("/forums").status_code == 302


def test_nor_when_its_person_leaves_the_agency(joan, app, sign_in, world):
    rule(joan, longest_hours=12)
    ana = sign_in(world.ana)
    aged(app, world.ana, 13, 0)
    joan.post(at(world.ana, "delete"))
    assert ana.get("/forums").status_code == 302


def test_what_has_ended_is_not_listed_in_the_account(joan, app, sign_in, world):
    rule(joan, longest_hours=12)
    sign_in(world.ana)
    aged(app, world.ana, 13, 0)
    page = sign_in(world.ana).get("/account").text
    assert page.count('<li class="sign-in">') == 1


def test_hot_pages_take_no_statement_more_for_it(joan, sign_in, count_sql, world):
    counts = []
    for longest in (2160, 12):
        rule(joan, longest_hours=longest)
        ivy, ana = sign_in(world.ivy), sign_in(world.ana)
        for browser in (ivy, ana):
            with count_sql() as counted:
                browser.get("/forums")
            counts.append(counted.count)
    assert len(set(counts)) == 1


def test_it_is_written_down_in_words(joan, app, world):
    rule(joan, longest_hours=168, idle_hours=24)
    rule(joan, longest_hours=168, idle_hours=24)  # nothing changes
    assert [one.kind for one in entries(app, world.harborlight)] == ["sign-in-length-set"]
    said = "Joan Kessler set how long a sign-in lasts: 7 days, without use 1 day."
    assert said in joan.get("/agencies/harborlight/trail").text


@pytest.mark.parametrize("wrong", ["", "0", "-1", "13", "1000000", "ten", "2160.5", None])
@pytest.mark.parametrize("field", ["longest_hours", "idle_hours"])
def test_only_what_is_offered_is_taken(joan, app, world, field, wrong):
    answer = rule(joan, **{field: wrong} if wrong is not None else {field: []})
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.text
    assert entries(app, world.harborlight) == []


def test_only_those_who_look_after_the_agency_set_it(sign_in, world):
    for someone, code in ((world.ana, 403), (world.luz, 403), (world.bettina, 404), (world.wren, 404)):
        assert rule(sign_in(someone), longest_hours=12).status_code == code


def test_fields_that_are_not_of_the_form_are_not_read(joan, app, sign_in, world):
    rule(joan, longest_hours=24, keep_years=1, second_step="y", inviters="everyone")
    ana = sign_in(world.ana)
    assert [ana.get(one).status_code for one in ("/forums", "/agencies/harborlight/invitations")] == [200, 403]
    assert [one.kind for one in entries(app, world.harborlight)] == ["sign-in-length-set"]
    assert entries(app, world.stonefield) == []
