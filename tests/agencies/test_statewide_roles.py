"""What people do for the whole Commonwealth, given and taken by stewards."""

import pytest
from sqlalchemy import select

from cop.agencies.models.membership import StatewideRole
from cop.core import ids
from cop.core.db import db
from tests.trust.test_trail import entries


def give(browser, person, role="area_director", area="central"):
    return browser.post("/statewide-roles", data={"email": person.email, "role": role, "area": area})


def role_of(app, person):
    with app.app_context():
        return ids.word(db.session.scalars(select(StatewideRole.id).where(StatewideRole.person_id == person.id)).one())


def test_a_steward_makes_an_area_director_who_sees_the_area_and_no_agency(app, sign_in, world):
    wren = sign_in(world.wren)
    assert give(wren, world.marta).status_code == 302
    assert "Area Director of Recovery · Central" in wren.get("/statewide-roles").text
    assert sign_in(world.marta).get("/agencies/harborlight").status_code == 404
    with app.app_context():
        kinds = [one.kind for one in entries(app, type(world.harborlight)(0, "", ""))]
    assert kinds == ["role-given"]


def test_a_role_given_twice_is_one_role(app, sign_in, world):
    wren = sign_in(world.wren)
    give(wren, world.ana, role="steering", area="")
    give(wren, world.ana, role="steering", area="western")
    assert role_of(app, world.ana)


def test_whoever_becomes_a_steward_is_no_longer_among_peers_only(sign_in, world):
    ana = sign_in(world.ana)
    assert ana.get("/forums/peers").status_code == 200
    give(sign_in(world.wren), world.ana, role="steward", area="")
    assert ana.get("/forums/peers").status_code == 404


def test_a_role_that_is_taken_back_ends_at_once_and_there_is_always_a_steward(app, sign_in, world):
    wren = sign_in(world.wren)
    own = f"/statewide-roles/{role_of(app, world.wren)}/delete"
    assert wren.post(own).status_code == 409
    give(wren, world.marta, role="steward", area="")
    assert wren.post(own).location == "/"
    assert wren.get("/statewide-roles").status_code == 403


@pytest.mark.parametrize(
    "bad", [{"email": "nobody@x.example"}, {"role": "director"}, {"area": ""}, {"area": "atlantis"}, {"email": ""}]
)
def test_what_can_not_be_is_said(sign_in, world, bad):
    data = {"email": world.ana.email, "role": "area_director", "area": "western"} | bad
    assert sign_in(world.wren).post("/statewide-roles", data=data).status_code == 422


def test_nobody_else_gives_or_takes_one(app, sign_in, world):
    for someone in (world.ana, world.joan, world.simone, world.marta):
        browser = sign_in(someone)
        assert browser.get("/statewide-roles").status_code == 403
        assert give(browser, someone, role="steward", area="").status_code == 403
        assert browser.post(f"/statewide-roles/{role_of(app, world.odessa)}/delete").status_code == 403
