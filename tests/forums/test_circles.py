"""A space for people who were invited: a link in, who is there, leaving, being taken out, and nobody else's to know."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from cop.agencies.models.circle import MOST, CircleInvitation, CircleMember
from cop.core import clock, ids, search, tenancy
from cop.core.db import db
from cop.people.ways import Shown
from tests.agencies.test_members import at
from tests.core.test_live import heard
from tests.people.test_leaving import delete, opened

SAID = {"name": "Night shift", "purpose": "For those of us who work at night.", "opened_by": "everyone"}
LINK = re.compile(r'value="http://localhost(/spaces/[^"]+)"')


def begin(browser, place="0:invited"):
    return browser.post("/forums/new", data={"place": place} | SAID).location


def link_of(browser, where):
    browser.post(f"{where}/invitations")
    return LINK.search(browser.get(f"{where}/members").text)[1]


def write(browser, where, body="A numbat"):
    return browser.post(f"{where}/new", data={"title": "At four", "body": body, "challenge": "y"}).location


@pytest.fixture
def ana(sign_in, world):
    return sign_in(world.ana)


@pytest.fixture
def ivy(sign_in, world):
    return sign_in(world.ivy)


@pytest.fixture
def night(ana):
    """Ana's, across agencies."""
    return begin(ana)


@pytest.fixture
def topic(ana, ivy, night):
    """Of a circle with Ivy in it."""
    ivy.post(link_of(ana, night))
    return write(ana, night)


def test_ivy_comes_in_by_a_link_and_answers(ana, ivy, night):
    assert ivy.get(night).status_code == 404
    link = link_of(ana, night)
    page = ivy.get(link).text
    assert "Night shift" in page
    assert "Only people who were invited, from any agency" in page
    assert "Looked after by Ana Ribeiro" in page
    assert ivy.get(night).status_code == 404  # to look at it is not to come in
    assert ivy.post(link).location == night
    assert ivy.post(f"{write(ana, night)}/replies", data={"body": "Here, too"}).status_code == 302
    page = ana.get(f"{night}/members").text
    assert ["Ana Ribeiro" in page, "Ivy Donnelly" in page] == [True, True]


def test_nobody_else_finds_any_of_it(topic, night, sign_in, acting, connect, world, ivy):
    channel = {"channel": topic.replace("/topics/", "topic:")}
    for someone in (world.ben, world.joan, world.simone, world.marta, world.wren):
        browser = sign_in(someone)
        for place in (night, f"{night}/members", f"{night}/edit", f"{night}/caretakers", topic, f"{topic}/annex"):
            assert browser.get(place).status_code == 404
        assert "Night shift" not in browser.get("/forums").text + browser.get("/").text
        with acting(someone) as viewer:
            assert search.find("numbat", viewer.audiences) == []
        assert connect(browser).emit("subscribe", channel, callback=True) == {"ok": False, "why": "closed"}
    with acting(world.ivy) as viewer:
        assert [hit.kind for hit in search.find("numbat", viewer.audiences)] == ["topic"]
    assert "At four" in ivy.get("/").text
    assert connect(ivy).emit("subscribe", channel, callback=True) == {"ok": True}


def test_no_agency_talks_aside_where_people_answer_for_themselves(topic, ana, ivy):
    assert [one.get(f"{topic}/annex").status_code for one in (ana, ivy)] == [404, 404]
    assert "side conversation" not in ana.get(topic).text


def test_whoever_is_taken_out_hears_no_more_and_their_link_is_dead(ana, ivy, night, topic, connect, world):
    link = link_of(ana, night)
    socket = connect(ivy)
    assert socket.emit("subscribe", {"channel": topic.replace("/topics/", "topic:")}, callback=True)["ok"]
    ana.post(f"{night}/members/{ids.word(world.ivy.id)}/delete")
    ana.post(f"{topic}/replies", data={"body": "Without her"})
    assert heard(socket) == []
    assert [ivy.get(place).status_code for place in (night, topic, link)] == [404, 404, 404]
    assert ivy.post(link).status_code == 404


def test_ivy_leaves_by_herself_and_takes_nobody_out(ana, ivy, night, topic, sign_in, world):
    assert ivy.post(f"{night}/members/{ids.word(world.ana.id)}/delete").status_code == 403
    assert ivy.post(f"{night}/invitations").status_code == 403
    assert ivy.post(f"{night}/members/{ids.word(world.ivy.id)}/delete").location == "/forums"
    assert ivy.get(night).status_code == 404
    assert "Ivy Donnelly" not in ana.get(f"{night}/members").text


def test_when_nobody_looks_after_it_anyone_in_it_can(ana, ivy, night, topic, world):
    assert ivy.post(f"{night}/caretakers/own").status_code == 403
    ana.post(f"{night}/members/{ids.word(world.ana.id)}/delete")
    assert ivy.post(f"{night}/caretakers/own").status_code == 302
    assert "Make a link" in ivy.get(f"{night}/members").text


def test_a_link_ends_when_it_is_taken_back_or_old_or_changed(ana, ivy, night, app, world):
    link = link_of(ana, night)
    number, signature = link.rsplit(".", 1)
    assert ivy.get(f"{number}.{'x' if signature[0] != 'x' else 'y'}{signature[1:]}").status_code == 404
    (taken,) = re.findall(rf'action="({night}/invitations/[^"]+)"', ana.get(f"{night}/members").text)
    ana.post(taken)
    assert ivy.post(link).status_code == 404
    old = link_of(ana, night)
    with app.app_context(), tenancy.everywhere():
        db.session.scalars(select(CircleInvitation)).one().expires_at = clock.now() - timedelta(seconds=1)
        db.session.commit()
    assert [ivy.get(old).status_code, ivy.post(old).status_code] == [404, 404]


def test_a_link_into_an_agency_is_for_its_own_people(ana, ivy, sign_in, world):
    where = begin(ana, f"{world.harborlight.id}:invited")
    link = link_of(ana, where)
    assert [ivy.get(link).status_code, ivy.post(link).status_code] == [404, 404]
    ben, joan = sign_in(world.ben), sign_in(world.joan)
    ben.post(link)
    assert "Only people who were invited, at Harborlight Community Services" in ben.get(where).text
    assert joan.get(where).status_code == 404
    joan.post(at(world.ben, "delete"))
    assert ben.get(where).status_code == 404
    assert "Ben Castellano" not in ana.get(f"{where}/members").text


def test_a_full_circle_takes_nobody_in(app, ana, ivy, night, world, monkeypatch):
    monkeypatch.setattr("cop.agencies.models.circle.MOST", 1)
    assert MOST == 50
    link = link_of(ana, night)
    assert ivy.post(link).location == link
    assert ivy.get(night).status_code == 404


def test_a_sign_in_that_an_agency_vouches_for_alone_does_not_open_it(ana, night, topic, sign_in, world):
    vouched = sign_in(world.ana, Shown("agency", False, world.harborlight.id))
    assert [vouched.get(place).status_code for place in (night, topic)] == [404, 404]
    assert "or for people who were invited, stay closed" in vouched.get("/forums").text


def test_it_is_in_no_agencys_takeout_and_on_no_trail(ana, night, topic, sign_in, mails, world):
    inside = begin(ana, f"{world.harborlight.id}:invited")
    write(ana, inside, "A bilby")
    joan, here = sign_in(world.joan), "/agencies/harborlight/takeouts"
    joan.post(here)
    mails()
    archive = opened(joan, joan.get(here).text)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"bilby" not in everything
    assert b"Night shift" not in everything
    assert not any("circle" in name for name in archive.namelist())
    assert "made a space" not in joan.get("/agencies/harborlight/trail").text


def test_whoever_deletes_their_account_is_in_no_circle(ana, ivy, night, topic, app, world):
    delete(ivy)
    with app.app_context(), tenancy.everywhere():
        assert db.session.scalars(select(CircleMember.person_id)).all() == [world.ana.id]


def test_no_page_takes_a_statement_more_for_who_is_in_one(ana, ivy, night, count_sql):
    counts = []
    for _ in "12":
        with count_sql() as counted:
            ivy.get("/forums/handling-money")
        counts.append(counted.count)
        ivy.post(link_of(ana, night))
    assert counts[0] == counts[1]
