"""A new password by mail: for Ana, who forgot hers, and nothing for anyone who guesses."""

from datetime import timedelta

import pytest

from cop.core import clock
from cop.core.db import db
from cop.people.models.letter import Letter
from tests.people.conftest import link_in, words_of
from tests.world import PASSWORD

NEW = "seven herons over water"
RESET = "/password-reset"


@pytest.fixture
def link(client, mails, world):
    client.post(RESET, data={"email": world.ana.email})
    (message,) = mails()
    return link_in(message)


def sign_in_with(client, password, email="ana@lantern.example"):
    return client.post("/sign-in", data={"email": email, "password": password}).status_code


def test_ana_chooses_a_new_password_and_is_signed_in(client, link, mails, audited, world):
    assert client.get(link).status_code == 200
    assert client.post(link, data={"new_password": NEW}).location == "/"
    assert client.get("/account").status_code == 200
    assert audited() == [("PasswordChanged", world.ana.id, "reset"), ("SignedIn", world.ana.id, "reset")]
    assert "A change to how you sign in to Lantern" in [message["Subject"] for message in mails()]
    client.post("/sign-out")
    assert sign_in_with(client, PASSWORD) == 422
    assert sign_in_with(client, NEW) == 302


def test_every_other_sign_in_ends_and_its_sockets_too(app, client, link, sign_in, connect, world):
    before = sign_in(world.ana)
    socket = connect(before)
    bens = connect(sign_in(world.ben))
    client.post(link, data={"new_password": NEW})
    assert before.get("/account").status_code == 302
    assert not socket.is_connected()
    assert bens.is_connected()


def test_looking_does_not_use_the_link_up_but_a_password_does(client, link):
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.post(link, data={"new_password": "too short"}).status_code == 422
    client.post(link, data={"new_password": NEW})
    for answer in (client.get(link), client.post(link, data={"new_password": NEW + "s"})):
        assert answer.status_code == 410
        assert "This link no longer works" in answer.text


def test_a_link_that_is_too_old_or_changed_is_refused(app, client, link):
    assert client.get(link[:-4] + "aaaa").status_code == 410
    with app.app_context():
        db.session.query(Letter).update({"expires_at": clock.now() - timedelta(seconds=1)})
        db.session.commit()
    assert client.post(link, data={"new_password": NEW}).status_code == 410


def test_a_new_password_ends_the_other_links(client, link, mails, world):
    client.post(RESET, data={"email": world.ana.email})
    other = link_in(mails()[0])
    client.post(link, data={"new_password": NEW})
    assert client.get(other).status_code == 410


def test_asking_says_and_does_the_same_for_any_address(client, mails, count_sql, audited, world):
    answers, counts = [], []
    for email in (world.ana.email, "nobody@lantern.example"):
        with count_sql() as counted:
            page = client.post(RESET, data={"email": email})
        answers.append((page.status_code, words_of(page)))
        counts.append(counted.count)
    assert answers[0] == answers[1]
    assert counts[0] == counts[1]
    assert [message["To"] for message in mails()] == [world.ana.email]
    assert audited() == [("PasswordResetAsked", world.ana.id)]


def test_the_mail_is_in_the_readers_language(client, sign_in, mails, world):
    sign_in(world.ana).post("/preferences", data={"language": "es"})
    client.post(RESET, data={"email": world.ana.email})
    (message,) = mails()
    assert message["Subject"] == "Elija una contraseña nueva para Lantern"


def test_letters_to_one_address_are_few(client, mails, world):
    answers = [client.post(RESET, data={"email": email}).status_code for email in [world.ana.email] * 4 + ["x@x.org"]]
    assert answers == [200, 200, 200, 429, 200]


def test_a_refused_sign_in_is_on_record(client, audited, world):
    sign_in_with(client, "wrong")
    sign_in_with(client, "wrong", "nobody@lantern.example")
    assert audited() == [("SignInRefused", world.ana.id, "password"), ("SignInRefused", None, "password")]


def test_failed_tries_slow_one_person_down_and_nobody_else(client, world):
    assert [sign_in_with(client, "wrong") for _ in range(6)] == [422] * 5 + [429]
    assert sign_in_with(client, PASSWORD, "ben@lantern.example") == 302
