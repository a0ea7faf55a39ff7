"""Ana's own pages: what she is called, her password, and where she is signed in."""

from datetime import timedelta

from cop.core import clock, ids
from cop.core.db import db
from cop.people.models.person import Person
from cop.people.models.sign_in import SignIn, hashed
from tests.world import PASSWORD

NEW = "seven herons over water"
PROFILE = {"name": "Ani Ribeiro", "pronouns": "she/her", "language": "es", "time_zone": "America/Los_Angeles"}


def test_ana_says_what_she_is_called_and_reads_in_her_language_and_zone(app, sign_in, world):
    ana = sign_in(world.ana)
    assert ana.get("/account/profile").status_code == 200
    assert ana.post("/account/profile", data=PROFILE).location == "/account"
    page = ana.get("/account").text
    assert '<html lang="es"' in page
    assert "Ani Ribeiro" in page
    assert "she/her" in page
    with app.test_request_context("/account", headers={"Cookie": f"cop={ana.get_cookie('cop').value}"}):
        app.preprocess_request()
        moment = clock.now().replace(year=2027, month=1, day=5, hour=18, minute=0)
        assert app.jinja_env.filters["time"](moment).startswith("10:00")


def test_what_can_not_be_shown_or_chosen_is_refused(sign_in, world):
    ana = sign_in(world.ana)
    for wrong in ({"name": " "}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}, {"pronouns": "x" * 41}):
        assert ana.post("/account/profile", data=PROFILE | wrong).status_code == 422, wrong


def test_a_new_password_asks_for_the_one_before(sign_in, audited, mails, world):
    ana, phone = sign_in(world.ana), sign_in(world.ana)
    refused = ana.post("/account/password", data={"password": "a guess", "new_password": NEW})
    assert refused.status_code == 422
    assert "This is not your password" in refused.text
    assert audited() == [("SignInRefused", world.ana.id, "password")]
    assert ana.post("/account/password", data={"password": PASSWORD, "new_password": NEW}).location == "/account"
    assert audited() == [("SignInEnded", world.ana.id, "others"), ("PasswordChanged", world.ana.id, "account")]
    assert (ana.get("/account").status_code, phone.get("/account").status_code) == (200, 302)
    assert [message["To"] for message in mails()] == [world.ana.email]


def test_tries_at_the_password_of_someone_signed_in_are_slowed(sign_in, world):
    ana = sign_in(world.ana)
    data = {"password": "a guess", "new_password": NEW}
    assert [ana.post("/account/password", data=data).status_code for _ in range(6)] == [422] * 5 + [429]


def sign_in_of(app, browser):
    with app.app_context(), browser.session_transaction() as session:
        return db.session.query(SignIn).filter_by(token_hash=hashed(session["_user_id"])).one()


def test_ana_ends_the_sign_in_on_a_lost_phone_and_its_socket(app, sign_in, connect, audited, world):
    ana, phone = sign_in(world.ana), sign_in(world.ana)
    socket = connect(phone)
    lost = sign_in_of(app, phone).id
    assert ana.post(f"/account/sign-ins/{ids.word(lost)}/delete").location == "/account"
    assert not socket.is_connected()
    assert (ana.get("/account").status_code, phone.get("/account").status_code) == (200, 302)
    assert audited() == [("SignInEnded", world.ana.id, "one")]


def test_nobody_ends_another_persons_sign_in(app, sign_in, world):
    ana = sign_in(world.ana)
    theirs = sign_in_of(app, ana).id
    assert sign_in(world.ben).post(f"/account/sign-ins/{ids.word(theirs)}/delete").status_code == 404
    assert ana.get("/account").status_code == 200


def test_all_other_sign_ins_end_together(sign_in, world):
    ana, *others = (sign_in(world.ana) for _ in range(3))
    ana.post("/account/sign-ins/others/delete")
    assert [one.get("/account").status_code for one in (ana, *others)] == [200, 302, 302]


def test_when_a_sign_in_was_last_seen_is_written_once_an_hour_after_the_answer(app, sign_in, count_sql, world):
    ana = sign_in(world.ana)
    with app.app_context():
        db.session.query(SignIn).update({"seen_at": clock.now() - timedelta(hours=2)})
        db.session.commit()
    with count_sql() as counted:
        for _ in range(3):
            ana.get("/account/profile").close()
    assert len([one for one in counted.statements if one.startswith("UPDATE sign_in")]) == 1
    assert clock.now() - sign_in_of(app, ana).seen_at < timedelta(minutes=1)


def test_a_profile_belongs_to_one_person(app, sign_in, world):
    sign_in(world.ana).post("/account/profile", data=PROFILE)
    with app.app_context():
        assert db.session.get_one(Person, world.ben.id).name == "Ben Castellano"


def test_a_profile_without_pronouns_is_one_with_none(sign_in, world):
    data = {"name": "Ana", "language": "en", "time_zone": ""}
    assert sign_in(world.ana).post("/account/profile", data=data).status_code in {302, 422}
