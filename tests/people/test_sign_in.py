from datetime import timedelta

import pytest

from cop.core import clock
from cop.core.db import db
from cop.people.models.sign_in import SignIn, hashed
from tests.world import PASSWORD


def test_ana_signs_in_and_comes_to_the_page_she_wanted(client, world):
    asked = client.get("/forums/handling-money")
    assert asked.location == "/sign-in"
    answer = client.post("/sign-in", data={"email": " ANA@lantern.example ", "password": PASSWORD})
    assert answer.location == "/forums/handling-money"
    assert "Handling money" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("email", "password"), [("ana@lantern.example", "wrong"), ("nobody@lantern.example", PASSWORD)]
)
def test_a_wrong_password_and_a_wrong_address_sound_the_same(client, world, email, password):
    answer = client.post("/sign-in", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "do not go together" in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text


def test_a_copied_cookie_is_worth_nothing_after_sign_out(sign_in, app, world):
    ana = sign_in(world.ana)
    thief = app.test_client()
    thief.set_cookie("cop", ana.get_cookie("cop").value)
    assert thief.get("/account").status_code == 200
    ana.post("/sign-out")
    assert thief.get("/account").status_code == 302


def test_signing_in_begins_under_a_new_token(client, world, app):
    data = {"email": "ana@lantern.example", "password": PASSWORD}
    client.post("/sign-in", data=data)
    with client.session_transaction() as session:
        first = session["_user_id"]
    client.post("/sign-in", data=data)
    with client.session_transaction() as session:
        assert session["_user_id"] != first
    with app.app_context():
        assert db.session.query(SignIn).filter_by(token_hash=hashed(first)).count() == 0


def test_a_sign_in_that_someone_put_into_her_browser_is_worth_nothing_once_she_signs_in(
    client, sign_in, audited, world
):
    """Session fixation: Ben's own cookie lies in Ana's browser, and a word that he chose besides."""
    ben = sign_in(world.ben)
    planted = ben.get_cookie("cop").value
    client.set_cookie("cop", planted)
    with client.session_transaction() as session:
        session["halfway"] = session["agency_sign_in"] = "planted"
    client.post("/sign-in", data={"email": "ana@lantern.example", "password": PASSWORD})
    assert "Ana Ribeiro" in client.get("/account").text
    assert client.get_cookie("cop").value != planted
    assert ben.get("/account").status_code == 302
    with client.session_transaction() as session:
        assert not {"halfway", "agency_sign_in"} & session.keys()
    assert audited() == [("SignInEnded", world.ben.id, "replaced"), ("SignedIn", world.ana.id, "password")]


def test_a_wrong_password_and_a_wrong_address_are_the_same_work(client, count_sql, world):
    sent = []
    for email in (world.ana.email, "nobody@lantern.example"):
        with count_sql() as counted:
            client.post("/sign-in", data={"email": email, "password": "a guess"})
        sent.append(counted.statements)
    assert sent[0] == sent[1]


def test_too_many_tries_are_slowed_in_plain_words(client, world):
    answers = [
        client.post("/sign-in", data={"email": f"{one}@x.example", "password": ""}).status_code for one in range(21)
    ]
    assert answers[:20] == [422] * 20
    assert answers[20] == 429


def test_one_click_sign_in_does_not_exist_outside_a_demo(client):
    assert client.post("/demo/sign-in/harborlight_peer").status_code == 404


def test_language_and_colors_are_kept(sign_in, world):
    ana = sign_in(world.ana)
    ana.post("/preferences", data={"language": "es"})
    ana.post("/preferences", data={"theme": "dark"})
    page = ana.get("/forums").text
    assert '<html lang="es" data-theme="dark">' in page
    assert ">Foros<" in page


def test_preferences_lead_back_to_our_own_page_only(sign_in, world):
    ana = sign_in(world.ana)
    sent = {"language": "es"}
    assert (
        ana.post("/preferences", data=sent, headers={"Referer": "http://localhost/forums?x=1"}).location
        == "/forums?x=1"
    )
    assert ana.post("/preferences", data=sent, headers={"Referer": "https://elsewhere.example/"}).location == "/"
    assert ana.post("/preferences", data=sent, headers={"Referer": "http://localhost//evil.example"}).location == "/"
    assert ana.post("/preferences", data={"language": "xx"}).status_code == 400


@pytest.mark.parametrize(("begun", "seen", "code"), [(89, 29, 200), (91, 1, 302), (60, 31, 302)])
def test_a_sign_in_ends_after_a_month_unseen_and_after_three_in_any_case(sign_in, app, world, begun, seen, code):
    ana = sign_in(world.ana)
    with app.app_context():
        one = db.session.scalars(SignIn.of(world.ana.id)).one()
        one.created_at, one.seen_at = (clock.now() - timedelta(days=days) for days in (begun, seen))
        db.session.commit()
    assert ana.get("/account").status_code == code


def test_what_has_ended_by_itself_is_cleared_away_at_the_next_sign_in(sign_in, app, world):
    sign_in(world.ana)
    with app.app_context():
        db.session.scalars(SignIn.of(world.ana.id)).one().created_at = clock.now() - timedelta(days=100)
        db.session.commit()
    sign_in(world.ana)
    with app.app_context():
        assert len(db.session.scalars(SignIn.of(world.ana.id)).all()) == 1
