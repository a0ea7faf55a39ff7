"""A new e-mail for Ana: asked of the new address, told to the old one, and nothing said about anyone else's."""

import pytest

from cop.core.db import db
from cop.people import changes
from cop.people.models.person import Person
from tests.people.conftest import link_in, words_of
from tests.world import PASSWORD

NEW = "ana@new.example"
PAGE = "/account/email"


@pytest.fixture
def ana(sign_in, world):
    return sign_in(world.ana)


@pytest.fixture
def asked(ana, mails):
    """Asks for a change, and gives the mails by address."""

    def ask(email=NEW):
        assert ana.post(PAGE, data={"email": email, "password": PASSWORD}).status_code == 200
        return {message["To"]: message for message in mails()}

    return ask


def email_of(app, someone):
    with app.app_context():
        return db.session.get_one(Person, someone.id).email


def test_the_new_address_answers_and_counts_from_then_on(app, client, ana, asked, audited, world):
    letters = asked()
    assert email_of(app, world.ana) == world.ana.email
    link = link_in(letters[NEW])
    assert client.get(link).status_code == 200
    assert email_of(app, world.ana) == world.ana.email
    assert client.post(link).location == "/account"
    assert email_of(app, world.ana) == NEW
    assert client.post(link).status_code == 410
    assert audited() == [
        ("EmailChangeAsked", world.ana.id),
        ("EmailChanged", world.ana.id, "confirmed"),
        ("LinkRefused", world.ana.id, "email_change", "used"),
    ]
    assert ana.get("/account").status_code == 200


def test_the_old_address_can_stop_it_before(app, client, ana, asked, world):
    letters = asked()
    back = link_in(letters[world.ana.email])
    assert client.get(back).status_code == 200
    assert client.post(back).status_code == 200
    assert client.post(link_in(letters[NEW])).status_code == 410
    assert ana.get("/account").status_code == 302


def test_the_old_address_can_undo_it_after_even_when_the_password_was_changed(app, client, ana, asked, mails, world):
    letters = asked()
    client.post(link_in(letters[NEW]))
    ana.post("/account/password", data={"password": PASSWORD, "new_password": "seven herons over water"})
    mails()
    assert client.post(link_in(letters[world.ana.email])).status_code == 200
    assert email_of(app, world.ana) == world.ana.email
    assert ana.get("/account").status_code == 302
    (message,) = mails()
    assert message["To"] == world.ana.email
    assert link_in(message).startswith("/password-reset/")
    for password in (PASSWORD, "seven herons over water"):
        data = {"email": world.ana.email, "password": password}
        assert client.post("/sign-in", data=data).status_code == 422


def test_who_took_the_account_can_not_undo_the_undoing(app, client, asked, world):
    first = asked()
    client.post(link_in(first[NEW]))
    second = asked("ana@second.example")
    client.post(link_in(second["ana@second.example"]))
    client.post(link_in(second[NEW]))
    assert email_of(app, world.ana) == NEW
    client.post(link_in(first[world.ana.email]))
    assert email_of(app, world.ana) == world.ana.email
    assert client.get(link_in(second[NEW])).status_code == 410


def test_an_address_of_someone_else_sounds_the_same_and_they_are_told(app, ana, asked, world):
    pages = [
        words_of(ana.post(PAGE, data={"email": email, "password": PASSWORD})).replace(email, "it")
        for email in (NEW, world.ben.email)
    ]
    assert pages[0] == pages[1]
    letters = asked(world.ben.email)
    assert "We did not let them" in letters[world.ben.email].get_content()
    assert "/email-change/" not in letters[world.ben.email].get_content()
    assert email_of(app, world.ana) == world.ana.email


def test_an_address_that_became_someones_meanwhile_is_not_taken_from_them(app, client, asked, world):
    link = link_in(asked()[NEW])
    with app.app_context():
        db.session.get_one(Person, world.ben.id).email = NEW
        db.session.commit()
    assert client.post(link).status_code == 410
    assert email_of(app, world.ana) == world.ana.email


def test_an_address_that_becomes_someones_at_this_very_moment_is_a_plain_page(app, client, asked, monkeypatch, world):
    """Nobody had it when it was looked for; the database says that somebody has it now."""
    link = link_in(asked()[NEW])
    with app.app_context():
        db.session.get_one(Person, world.ben.id).email = NEW
        db.session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(changes, "_is_anothers", lambda _letter: False)
    answer = client.post(link)
    assert answer.status_code == 409
    assert "Someone was a moment faster" in answer.text
    assert email_of(app, world.ana) == world.ana.email


def test_it_asks_the_password_and_for_an_address(ana, mails, world):
    for email, password in ((NEW, "a guess"), ("nonsense", PASSWORD), (world.ana.email.upper(), PASSWORD)):
        assert ana.post(PAGE, data={"email": email, "password": password}).status_code == 422, email
    assert mails() == []


def test_a_second_wish_ends_the_first(client, asked):
    first, _second = asked(), asked("ana@second.example")
    assert client.get(link_in(first[NEW])).status_code == 410
