"""Passkeys: Ana makes one and signs in with it; an answer from elsewhere, of yesterday, or used before is refused."""

import dataclasses
from datetime import timedelta

import pytest

from cop.core import clock, ids
from cop.core.db import db
from cop.people.models.passkey import Passkey
from cop.people.models.two_step import TwoStep
from tests.people.authenticator import PRESENT, Authenticator
from tests.world import PASSWORD

PAGE = "/account/passkeys"
SIGN_IN = "/sign-in/passkey"
HERE = "http://localhost"


@pytest.fixture(autouse=True)
def named(app, monkeypatch):
    """The house has a name. Its tests open it by the same."""
    here = dataclasses.replace(app.extensions["settings"], base_url="http://127.0.0.1")
    monkeypatch.setitem(app.extensions, "settings", here)


@pytest.fixture
def ana(sign_in, world):
    return sign_in(world.ana)


@pytest.fixture
def passkey(ana):
    """Ana's own, added to her account."""
    device = Authenticator(HERE)
    add(ana, device)
    return device


def add(browser, device, **changed):
    asked = browser.post(f"{PAGE}/challenge", data={"name": "My phone", "password": PASSWORD})
    assert asked.status_code == 200
    options = asked.json | changed
    return browser.post(PAGE, data={"name": "My phone", "credential": device.make(options)})


def use(client, device, **changed):
    return client.post(SIGN_IN, data={"credential": device.use(client.post(f"{SIGN_IN}/challenge").json | changed)})


def is_in(client):
    return client.get("/account").status_code == 200


def kept(app):
    with app.app_context():
        return db.session.query(Passkey).all()


def test_ana_adds_a_passkey_and_signs_in_with_it(app, client, ana, passkey, audited, world):
    (one,) = kept(app)
    assert (one.name, one.person_id) == ("My phone", world.ana.id)
    assert "My phone" in ana.get(PAGE).text
    assert use(client, passkey).location == "/"
    assert is_in(client)
    assert audited() == [("SignedIn", world.ana.id, "passkey")]
    assert "last used" in ana.get(PAGE).text


def test_a_passkey_is_both_steps_in_one(app, client, passkey, world):
    with app.app_context():
        db.session.add(TwoStep(person_id=world.ana.id, secret="sealed"))
        db.session.commit()
    assert use(client, passkey).location == "/"
    assert is_in(client)


def test_making_one_asks_the_password_first(ana):
    answer = ana.post(f"{PAGE}/challenge", data={"name": "My phone", "password": "a guess"})
    assert (answer.status_code, answer.json) == (422, {"words": "This is not your password. Please check it."})
    answer = ana.post(f"{PAGE}/challenge", data={"name": "", "password": PASSWORD})
    assert (answer.status_code, answer.json) == (422, {"words": "Please fill this in."})


@pytest.mark.parametrize("wrong", ["origin", "site", "challenge", "verification"])
def test_an_answer_that_was_not_made_for_us_here_and_now_adds_nothing(app, ana, wrong):
    device, changed = crooked(Authenticator(HERE), wrong)
    assert add(ana, device, **changed).location == PAGE
    assert kept(app) == []


@pytest.mark.parametrize("wrong", ["origin", "site", "challenge", "verification"])
def test_an_answer_that_was_not_made_for_us_here_and_now_signs_nobody_in(client, passkey, audited, world, wrong):
    device, changed = crooked(passkey, wrong)
    audited()
    assert use(client, device, **changed).location == "/sign-in"
    assert not is_in(client)
    assert audited() == [("SignInRefused", world.ana.id, "passkey")]


def crooked(device, wrong):
    """A device with one thing wrong, and what is wrong with what it was asked."""
    if wrong == "origin":
        device.origin = "http://elsewhere.example"
    if wrong == "site":
        device.site = "elsewhere.example"
    if wrong == "verification":
        device.flags = PRESENT
    return device, {"challenge": "bm90IHdoYXQgd2FzIGFza2Vk"} if wrong == "challenge" else {}


def test_the_same_answer_does_not_count_twice_even_with_a_copy_of_the_cookie(app, client, passkey, audited, world):
    options = client.post(f"{SIGN_IN}/challenge").json
    cookie = client.get_cookie("cop").value
    answer = {"credential": passkey.use(options)}
    assert client.post(SIGN_IN, data=answer).location == "/"
    audited()
    assert client.post(SIGN_IN, data=answer).location == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("cop", cookie)
    assert thief.post(SIGN_IN, data=answer).location == "/sign-in"
    assert "That passkey did not work here." in thief.get("/sign-in").text
    assert not is_in(thief)
    assert audited() == [("SignInRefused", world.ana.id, "passkey")] * 2


def test_without_a_challenge_nothing_answers(client, passkey):
    assert client.post(SIGN_IN, data={"credential": passkey.use({"challenge": ""})}).location == "/sign-in"
    assert not is_in(client)


def test_a_challenge_is_good_for_five_minutes(client, passkey, monkeypatch):
    options = client.post(f"{SIGN_IN}/challenge").json
    late = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert client.post(SIGN_IN, data={"credential": passkey.use(options)}).location == "/sign-in"


def test_a_counter_that_goes_back_is_a_copy(client, passkey):
    passkey.count = 7
    assert use(client, passkey).location == "/"
    passkey.count = 6
    assert use(client, passkey).location == "/sign-in"


@pytest.mark.parametrize("nonsense", ["", "{}", "[]", "no json", '{"id": 1}', '{"id":"é","rawId":"é","response":{}}'])
def test_nonsense_is_refused_like_any_other_answer(client, nonsense):
    client.post(f"{SIGN_IN}/challenge")
    assert client.post(SIGN_IN, data={"credential": nonsense}).location == "/sign-in"


def test_another_persons_key_says_nothing_for_ana(client, sign_in, passkey, world):
    stranger = Authenticator(HERE)
    stranger.id = passkey.id
    assert use(client, stranger).location == "/sign-in"
    ben = sign_in(world.ben)
    add(ben, stranger)
    assert ben.get(PAGE).text.count("My phone") == 0


def test_a_removed_passkey_opens_nothing_and_only_its_person_removes_it(app, client, ana, sign_in, passkey, world):
    (one,) = kept(app)
    where = f"{PAGE}/{ids.word(one.id)}/delete"
    assert sign_in(world.ben).post(where, data={"password": PASSWORD}).status_code == 404
    assert sign_in(world.ben).get(where.removesuffix("/delete")).status_code == 404
    assert "Remove: My phone" in ana.get(where.removesuffix("/delete")).text
    assert [ana.post(where, data={"password": guess}).status_code for guess in ("", "a guess")] == [422, 422]
    assert len(kept(app)) == 1
    assert ana.post(where, data={"password": PASSWORD}).location == PAGE
    assert use(client, passkey).location == "/sign-in"


def test_where_it_can_not_work_the_page_says_where_it_can(ana, client):
    with ana.session_transaction() as session:
        known = dict(session)
    with ana.session_transaction(base_url="http://127.0.0.1") as session:
        session.update(known)
    page = ana.get(PAGE, base_url="http://127.0.0.1").text
    assert '<a href="http://localhost/account/passkeys">' in page
    assert ana.get(PAGE).text.count("data-passkey") == 1
    assert "data-passkey" not in page
    assert client.get("/sign-in", base_url="http://127.0.0.1").text.count("data-passkey") == 0
    assert client.get("/sign-in").text.count("data-passkey") == 1


@pytest.mark.parametrize("answer", ["[" * 100_000, '{"a":' * 50_000, "{}", "null", "[]"])
def test_an_answer_that_is_none_is_refused_and_nobody_answers_for_it(client, answer):
    asked = client.post("/sign-in/passkey", data={"credential": answer})
    assert asked.location == "/sign-in"
