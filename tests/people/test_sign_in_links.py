"""Signing in by a link in a mail: once, by a button, and for nobody who guesses."""

from datetime import timedelta

import pytest

from cop.core import clock
from cop.core.db import db
from cop.people.models.two_step import TwoStep
from tests.people.conftest import link_in, words_of

ASK = "/sign-in/link"


@pytest.fixture
def link(client, mails, world):
    client.post(ASK, data={"email": world.ana.email})
    (message,) = mails()
    return link_in(message)


def test_ana_signs_in_by_pressing_once(app, client, link, audited, world):
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.get("/account").status_code == 302
    assert client.post(link).location == "/account"
    assert client.get("/account").status_code == 200
    assert audited() == [("SignedIn", world.ana.id, "link")]
    assert app.test_client().post(link).status_code == 410
    assert app.test_client().get(link).status_code == 410


def test_a_link_is_good_for_a_quarter_of_an_hour(client, link, monkeypatch):
    late = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert client.post(link).status_code == 410


def test_a_link_for_signing_in_changes_no_password(client, link):
    assert client.get(link.replace(ASK, "/password-reset")).status_code == 410


def test_the_second_step_is_still_asked_for(app, client, link, world):
    with app.app_context():
        db.session.add(TwoStep(person_id=world.ana.id, secret="sealed"))
        db.session.commit()
    assert client.post(link).location == "/sign-in/two-step"
    assert client.get("/account").status_code == 302


def test_asking_says_the_same_for_any_address(client, mails, world):
    pages = [words_of(client.post(ASK, data={"email": email})) for email in (world.ana.email, "nobody@x.example")]
    assert pages[0] == pages[1]
    assert [message["To"] for message in mails()] == [world.ana.email]
