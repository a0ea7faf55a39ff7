"""Luz, who supervises, has worked as a peer supporter: hers to say, and to whom."""

import pytest
from sqlalchemy import select

from cop.agencies.models.lived_experience import LivedExperience
from cop.core.db import db
from tests.agencies.test_members import at
from tests.meetings.planning import meeting, turn
from tests.meetings.test_meetings import QUARTER, address
from tests.people.conftest import audited  # noqa: F401 - a fixture
from tests.people.test_leaving import delete, opened

SENTENCE = "Has worked as a peer supporter."
OWN = "/account/lived-experience"


def say(browser, shown_to, **more):
    return browser.post(OWN, data={"shown_to": shown_to} | more)


def rows(app):
    with app.app_context():
        return [(one.person_id, one.shown_to) for one in db.session.scalars(select(LivedExperience)).all()]


def pages_of_luz(browser, world):
    return browser.get("/agencies/harborlight/members").text + browser.get(at(world.luz)).text


@pytest.mark.parametrize("shown_to", ["me", "agencies", "everyone"])
def test_it_stands_beside_her_name_only_for_those_she_chose(sign_in, world, shown_to):
    luz = sign_in(world.luz)
    assert say(luz, shown_to).location == OWN
    shown = shown_to != "me"
    for someone in (world.ana, world.joan, world.peter):
        assert (SENTENCE in sign_in(someone).get("/agencies/harborlight/members").text) == shown
    assert (SENTENCE in sign_in(world.joan).get(at(world.luz)).text) == shown
    for someone in (world.ivy, world.wren):
        assert sign_in(someone).get("/agencies/harborlight/members").status_code == 404


def test_it_is_private_until_she_says_otherwise(sign_in, world):
    page = sign_in(world.luz).get(OWN).text
    assert 'checked id="shown_to-0" name="shown_to" type="radio" value="me"' in page


def test_it_can_be_taken_back_at_once(app, sign_in, world):
    luz = sign_in(world.luz)
    say(luz, "everyone")
    assert luz.post(f"{OWN}/delete").location == "/account"
    assert SENTENCE not in pages_of_luz(sign_in(world.joan), world)
    assert rows(app) == []
    assert luz.post(f"{OWN}/delete").status_code == 302


def test_only_those_who_supervise_or_direct_say_it_and_only_of_themselves(app, sign_in, world):
    for someone in (world.ana, world.peter, world.simone, world.wren, world.marta):
        browser = sign_in(someone)
        assert (browser.get(OWN).status_code, say(browser, "everyone").status_code) == (403, 403)
        assert "Lived experience as a supervisor" not in browser.get("/account").text
    joan = sign_in(world.joan)
    assert say(joan, "me", person_id=str(world.luz.id)).status_code == 400
    assert say(joan, "me").status_code == 302
    assert rows(app) == [(world.joan.id, "me")]


def test_an_administrator_can_not_set_it_by_the_page_of_members(app, sign_in, world):
    joan = sign_in(world.joan)
    joan.post(at(world.luz, "roles"), data={"role": "supervisor", "lived": "1", "shown_to": "everyone"})
    assert rows(app) == []


@pytest.mark.parametrize("wrong", ["", "all", "steward", "x" * 3000])
def test_any_other_choice_is_asked_again(app, sign_in, world, wrong):
    assert say(sign_in(world.luz), wrong).status_code == 422
    assert rows(app) == []


def test_no_trail_and_no_export_tells_of_it(sign_in, audited, mails, world):  # noqa: F811
    luz = sign_in(world.luz)
    say(luz, "me")
    luz.post(f"{OWN}/delete")
    say(luz, "me")
    assert audited() == []
    joan = sign_in(world.joan)
    joan.post("/agencies/harborlight/takeouts")
    mails()
    archive = opened(joan, joan.get("/agencies/harborlight/takeouts").text)
    assert "data/lived_experience.json" not in archive.namelist()
    luz.post("/account/takeouts")
    mails()
    assert "data/lived_experience.json" in opened(luz, luz.get("/account/takeouts").text).namelist()


def test_who_no_longer_supervises_is_not_said_to_but_can_take_it_back(sign_in, world):
    luz = sign_in(world.luz)
    say(luz, "everyone")
    joan = sign_in(world.joan)
    joan.post(at(world.luz, "roles"), data={"role": "peer_supporter"})
    joan.post(at(world.luz, "roles", "supervisor", "delete"))
    assert SENTENCE not in joan.get("/agencies/harborlight/members").text
    assert luz.get(OWN).status_code == 200
    assert luz.post(f"{OWN}/delete").status_code == 302


@pytest.mark.parametrize(("shown_to", "shown"), [("me", False), ("agencies", False), ("everyone", True)])
def test_where_a_director_hosts_everyone_reads_it_if_she_said_everyone(sign_in, acting, world, shown_to, shown):
    with acting(world.simone):
        planned = meeting(turn=turn(QUARTER, "metro_boston", hosts=[(world.joan, world.harborlight.id)]))
    say(sign_in(world.joan), shown_to)
    words = "Joan Kessler has worked as a peer supporter."
    assert (words in sign_in(world.ivy).get(address(planned)).text) == shown


def test_it_goes_with_the_account(app, sign_in, world):
    luz = sign_in(world.luz)
    say(luz, "everyone")
    delete(luz)
    assert rows(app) == []


def test_the_list_takes_no_more_statements_for_it(sign_in, count_sql, world):
    ana, counts = sign_in(world.ana), []
    for someone in (None, world.luz, world.joan):
        if someone:
            say(sign_in(someone), "agencies")
        with count_sql() as counted:
            ana.get("/agencies/harborlight/members")
        counts.append(counted.count)
    assert len(set(counts)) == 1
