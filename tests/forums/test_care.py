"""Keeping a topic in order: who may, closing it and opening it again, and what is told of it."""

import pytest

from cop.core import ids
from tests.forums.test_topics import open_topic
from tests.trust.looking import decide
from tests.trust.test_trail import entries


@pytest.fixture
def topic(acting, world):
    with acting(world.ana) as viewer:
        return ids.word(open_topic(viewer, world.money))


@pytest.fixture
def inside(acting, world):
    with acting(world.ana) as viewer:
        return ids.word(open_topic(viewer, world.team))


@pytest.mark.parametrize(("who", "code"), [("ana", 403), ("joan", 403), ("simone", 403), ("marta", 200), ("wren", 200)])
def test_what_all_share_is_kept_in_order_by_the_steering_committee_and_stewards(sign_in, world, topic, who, code):
    browser = sign_in(getattr(world, who))
    assert browser.get(f"/topics/{topic}/care").status_code == code
    assert browser.post(f"/topics/{topic}/closure").status_code == {200: 302}.get(code, code)
    assert ("Keep this topic in order" in browser.get(f"/topics/{topic}").text) == (code == 200)


@pytest.mark.parametrize(
    ("who", "code"), [("joan", 200), ("peter", 200), ("luz", 403), ("ben", 403), ("ivy", 404), ("wren", 404)]
)
def test_what_is_an_agencys_own_by_those_who_look_after_it(sign_in, world, inside, who, code):
    browser = sign_in(getattr(world, who))
    assert browser.get(f"/topics/{inside}/care").status_code == code
    for more in ("closure", "closure/delete"):
        assert browser.post(f"/topics/{inside}/{more}").status_code == {200: 302}.get(code, code)


def test_a_caretaker_does_so_too_and_finds_the_way_on_the_topic(sign_in, world, inside):
    ben = sign_in(world.ben)
    assert "Keep this topic in order" not in ben.get(f"/topics/{inside}").text
    sign_in(world.joan).post("/forums/harborlight-team/caretakers", data={"person": ids.word(world.ben.id)})
    assert f'href="/topics/{inside}/care"' in ben.get(f"/topics/{inside}").text
    assert ben.get(f"/topics/{inside}/care").status_code == 200


def test_joan_closes_a_topic_and_opens_it_again(sign_in, app, world, inside):
    joan, ben = sign_in(world.joan), sign_in(world.ben)
    for _ in "12":
        joan.post(f"/topics/{inside}/closure")
    page = joan.get(f"/topics/{inside}/care").text
    assert page.count("<b>Closed</b>") == 1
    assert "Joan Kessler" in page
    assert ben.post(f"/topics/{inside}/replies", data={"body": "R"}).status_code == 403
    for _ in "12":
        joan.post(f"/topics/{inside}/closure/delete")
    assert ben.post(f"/topics/{inside}/replies", data={"body": "R"}).status_code == 302
    assert "Nothing yet." in joan.get(f"/topics/{inside}/care").text
    told = [one.details for one in entries(app, world.harborlight) if one.kind == "topic-arranged"]
    assert ["reopened" in details for details in told] == [False, True]


def test_what_was_decided_is_undone_through_the_decision(sign_in, world, topic):
    wren, marta = sign_in(world.wren), sign_in(world.marta)
    decide(wren, ids.number(topic), "close")
    page = marta.get(f"/topics/{topic}/care").text
    assert "by a decision about a post in it" in page
    assert f"/topics/{topic}/closure" not in page
    assert marta.post(f"/topics/{topic}/closure/delete").status_code == 403
    assert "Closed on" in marta.get(f"/topics/{topic}").text
