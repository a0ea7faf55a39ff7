"""Fewer than five who could have written it: counted is who could have sent just this, and not who may read it."""

from datetime import timedelta

import pytest

from cop.core import clock, ids
from cop.core.db import db
from cop.core.facts import commit
from cop.forums.models import first_look
from cop.forums.models.space import CARETAKERS, Space
from tests.forums.test_without_a_name import NAMELESS, ask
from tests.trust.looking import decide

FEW = "Fewer than five people could have written this here"
BODY = {"body": "So do I."}


@pytest.fixture
def money(acting, world):
    """Changes the space for all who are anywhere: eleven may read and write there."""

    def change(**said):
        with acting(world.wren):
            space = db.session.get_one(Space, world.money.id)
            for name, value in said.items():
                setattr(space, name, value)
            commit()

    return change


def reply(browser, topic, **more):
    return browser.post(f"{topic}/replies", data=BODY | NAMELESS | more)


def test_where_only_two_look_after_it_a_new_topic_is_asked_about_once_more_and_a_reply_is_not(sign_in, world, money):
    """Marta and Wren open topics there; everyone answers them."""
    marta = sign_in(world.marta)
    assert ask(marta, **NAMELESS).status_code == 302
    money(opened_by=CARETAKERS)
    asked = ask(marta, **NAMELESS)
    assert (asked.status_code, FEW in asked.text) == (200, True)
    sent = ask(marta, few_known="y", **NAMELESS)
    assert sent.status_code == 302
    assert reply(sign_in(world.ana), sent.location).status_code == 302


def test_where_first_posts_wait_only_those_who_wrote_there_by_name_are_counted(sign_in, acting, world, money):
    """Whoever is new can't post without a name at all."""
    topic = ask(sign_in(world.ivy)).location
    others = [sign_in(someone) for someone in (world.ana, world.ben, world.luz)]
    for browser in others:
        browser.post(f"{topic}/replies", data=BODY)
    with acting(world.wren):
        first_look.begin(db.session.get_one(Space, world.money.id), world.wren.id)
        commit()
    asked = reply(others[0], topic)
    assert (asked.status_code, FEW in asked.text) == (200, True)
    with acting(world.wren):
        first_look.end(db.session.get_one(Space, world.money.id))
        commit()
    assert reply(others[0], topic).status_code == 302


@pytest.fixture
def five(acting, world, money):
    """Who may write: everyone at Harborlight, in its own space. Ana, Ben, Luz, Peter and Joan are five."""
    with acting(world.joan):
        db.session.get_one(Space, world.team.id).nameless = True
        commit()
    return {"slug": "harborlight-team", **NAMELESS}


def test_counting_many_takes_no_more_statements_than_counting_few(sign_in, world, money, count_sql):
    """Eleven are asked whether they look after the space; five of those who may reply are enough."""
    marta = sign_in(world.marta)
    topic = ask(marta).location
    money(opened_by=CARETAKERS)
    ask(marta, **NAMELESS)
    with count_sql() as of_all:
        ask(marta, **NAMELESS)
    money(opened_by="everyone")
    with count_sql() as of_five:
        ask(marta, preview="", **NAMELESS)
    assert of_all.count <= of_five.count
    assert reply(marta, topic).status_code == 302


def test_whoever_is_paused_did_not_write_it(sign_in, acting, five, world):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    assert ask(ana, **five).status_code == 302
    theirs = ask(ben, slug="harborlight-team").location
    until = {"action": "pause", "days": "7"}
    answer = decide(sign_in(world.joan), ids.number(theirs.rsplit("/", 1)[1]), **until)
    assert answer.status_code == 302
    asked = ask(ana, **five)
    assert (asked.status_code, FEW in asked.text) == (200, True)


def test_when_the_pause_is_over_they_may_have(sign_in, acting, five, world, monkeypatch):
    ana, ben = sign_in(world.ana), sign_in(world.ben)
    theirs = ask(ben, slug="harborlight-team").location
    decide(sign_in(world.joan), ids.number(theirs.rsplit("/", 1)[1]), "pause", days="7")
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert ask(ana, **five).status_code == 302
