"""Whoever left an agency, or was taken out, may still take their name off what they wrote inside."""

import pytest
from sqlalchemy import select

from cop.agencies.models import roles
from cop.agencies.models.membership import FormerMember
from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.people.ways import AGENCY, Shown
from tests.agencies.test_members import at
from tests.forums.test_topics import open_topic

PAST = "/account/past-agencies"


def place(app, someone):
    with app.app_context(), tenancy.everywhere():
        return ids.word(db.session.scalars(select(FormerMember.id).where(FormerMember.person_id == someone.id)).one())


@pytest.fixture
def topics(acting, world):
    """What Ana wrote inside Harborlight, and to everyone."""
    with acting(world.ana) as viewer:
        return [f"/topics/{ids.word(open_topic(viewer, where))}" for where in (world.team, world.money)]


def test_ana_who_was_taken_out_takes_her_name_off(app, sign_in, topics, world):
    sign_in(world.joan).post(at(world.ana, "delete"))
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    assert f'href="{PAST}"' in ana.get("/account").text
    assert "Harborlight Community Services" in ana.get(PAST).text
    assert "Ana Ribeiro" in ben.get(topics[0]).text
    answer = ana.post(f"{PAST}/{place(app, world.ana)}/name/delete")
    assert answer.location == PAST
    inside = ben.get(topics[0]).text
    assert "Someone who has left" in inside
    assert "Ana Ribeiro" not in inside
    assert "Ana Ribeiro" in ben.get(topics[1]).text
    assert ana.get(topics[0]).status_code == 404


def test_so_does_one_who_left_under_her_name_and_thinks_again(app, sign_in, topics, world):
    ana = sign_in(world.ana)
    ana.post("/agencies/harborlight/departure")
    ana.post(f"{PAST}/{place(app, world.ana)}/name/delete")
    assert "Ana Ribeiro" not in sign_in(world.ben).get(topics[0]).text


def test_nobody_takes_off_anothers_and_nobody_sees_which_others_left(app, sign_in, topics, world):
    sign_in(world.joan).post(at(world.ana, "delete"))
    where = f"{PAST}/{place(app, world.ana)}/name/delete"
    for someone in (world.ben, world.joan, world.ivy, world.wren):
        browser = sign_in(someone)
        assert browser.post(where).status_code == 404
        assert "You have left no agency." in browser.get(PAST).text
    assert "Ana Ribeiro" in sign_in(world.ben).get(topics[0]).text


def test_one_who_came_back_has_left_no_agency(app, acting, sign_in, topics, world):
    sign_in(world.joan).post(at(world.ana, "delete"))
    where = f"{PAST}/{place(app, world.ana)}/name/delete"
    with acting(world.joan):
        roles.give(world.harborlight.id, world.ana.id, "peer_supporter", "cps")
        commit()
    ana = sign_in(world.ana)
    assert "You have left no agency." in ana.get(PAST).text
    assert ana.post(where).status_code == 404


def test_it_takes_a_sign_in_of_her_own(app, sign_in, topics, world):
    sign_in(world.joan).post(at(world.ana, "delete"))
    vouched = sign_in(world.ana, Shown(AGENCY, provider_id=world.stonefield.id))
    assert (
        vouched.get(PAST).status_code == vouched.post(f"{PAST}/{place(app, world.ana)}/name/delete").status_code == 403
    )


def test_one_statement_for_one_and_for_two(acting, sign_in, count_sql, world):
    ana = sign_in(world.ana)
    sent = []
    for agency in (world.harborlight, world.stonefield):
        with acting(world.ana), tenancy.within(tenancy.agencies(agency.id)):
            db.session.add(FormerMember(agency_id=agency.id, person_id=world.ana.id))
            db.session.commit()
        with count_sql() as counted:
            assert agency.name in ana.get(PAST).text
        sent.append(counted.count)
    assert sent[0] == sent[1]
