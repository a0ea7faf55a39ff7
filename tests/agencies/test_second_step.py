"""An agency that asks everyone for a second step."""

import pytest

from cop.core.db import db
from cop.people.models.two_step import TwoStep

ASKED = {"areas": "metro_boston", "inviters": "administrators", "second_step": "y"}


@pytest.fixture
def asked(sign_in, world):
    assert sign_in(world.joan).post("/agencies/harborlight/settings", data=ASKED).status_code == 302


def has_step(app, someone):
    with app.app_context():
        db.session.add(TwoStep(person_id=someone.id, secret="sealed"))
        db.session.commit()


def test_whoever_has_none_is_led_to_it_before_anything_else(asked, sign_in, world):
    ana = sign_in(world.ana)
    for page in ("/", "/forums/handling-money", "/agencies/harborlight", "/api/v1/rotation"):
        assert ana.get(page).location == "/account/two-step"
    page = ana.get("/account/two-step")
    assert page.status_code == 200
    assert "Your agency asks for a second step" in page.text
    assert ana.get("/account").status_code == 200


def test_what_was_being_written_is_kept(asked, sign_in, world):
    answer = sign_in(world.ana).post("/forums/handling-money/new", data={"title": "T", "body": "My paragraph."})
    assert answer.status_code == 403
    assert "My paragraph." in answer.text


def test_a_socket_opens_no_more_than_a_page(asked, sign_in, connect, world):
    assert not connect(sign_in(world.ana)).is_connected()
    assert connect(sign_in(world.ivy)).is_connected()


def test_whoever_has_one_and_whoever_works_elsewhere_notice_nothing(asked, app, sign_in, world):
    has_step(app, world.ana)
    assert [sign_in(one).get("/forums").status_code for one in (world.ana, world.ivy, world.wren)] == [200] * 3


def test_turning_it_off_leads_back_to_it(asked, app, sign_in, world):
    has_step(app, world.ana)
    ana = sign_in(world.ana)
    with app.app_context():
        db.session.delete(TwoStep.of(world.ana.id))
        db.session.commit()
    assert ana.get("/forums").location == "/account/two-step"
