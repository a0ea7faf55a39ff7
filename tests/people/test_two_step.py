"""A second step for Ana: a code from her phone that counts once, ten for a day without it, and nothing in between."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from cop.core import clock
from cop.core.db import db
from cop.people.models.two_step import RecoveryCode, TwoStep
from tests.people.conftest import link_in
from tests.world import PASSWORD

PAGE = "/account/two-step"
STEP_TWO = "/sign-in/two-step"


class Phone:
    """An app that shows codes. Each is for a later half minute, as a code counts once."""

    def __init__(self, secret, now):
        self.totp, self.now = pyotp.TOTP(secret), now

    def code(self, later=0):
        return self.totp.generate_otp(int(self.now().timestamp()) // 30 + later)


@pytest.fixture
def moment(monkeypatch):
    """A clock that tests move on."""
    at = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: at[0])
    return lambda **more: at.__setitem__(0, at[0] + timedelta(**more)) or at[0]


@pytest.fixture
def phone(sign_in, moment, audited, world):
    """Ana's, for which she turned the second step on; the recovery codes are on its back."""
    ana = sign_in(world.ana)
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', ana.get(PAGE).text)[1].replace(" ", "")
    shown = Phone(secret, moment)
    page = ana.post(PAGE, data={"code": shown.code(), "password": PASSWORD})
    assert page.status_code == 200
    shown.browser, shown.codes = ana, re.findall(r"<code>([0-9a-z-]{14})</code>", page.text)
    moment(seconds=30)
    return shown


def halfway(client, email="ana@lantern.example"):
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
    assert answer.location == STEP_TWO
    return client


def test_a_password_alone_opens_nothing_and_a_code_does(client, phone, audited, world):
    assert audited() == [("TwoStepTurnedOn", world.ana.id)]
    halfway(client)
    assert client.get("/account").status_code == 302
    assert client.get(STEP_TWO).status_code == 200
    assert client.post(STEP_TWO, data={"code": phone.code()}).location == "/account"
    assert client.get("/account").status_code == 200
    assert audited() == [("SignedIn", world.ana.id, "password, code")]


def test_a_code_counts_once_and_the_ones_beside_it_count(client, app, phone, moment):
    code = phone.code()
    assert halfway(client).post(STEP_TWO, data={"code": code}).status_code == 302
    again = halfway(app.test_client())
    assert again.post(STEP_TWO, data={"code": code}).status_code == 422
    assert again.post(STEP_TWO, data={"code": phone.code(2)}).status_code == 422
    assert again.post(STEP_TWO, data={"code": f"{phone.code(1)[:3]} {phone.code(1)[3:]}"}).status_code == 302


def test_the_code_that_turned_it_on_does_not_sign_in(client, sign_in, moment, world):
    ana = sign_in(world.ben)
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', ana.get(PAGE).text)[1].replace(" ", "")
    code = Phone(secret, moment).code()
    ana.post(PAGE, data={"code": code, "password": PASSWORD})
    assert halfway(client, world.ben.email).post(STEP_TWO, data={"code": code}).status_code == 422


def test_being_halfway_ends_after_ten_minutes(client, phone, moment):
    halfway(client)
    moment(minutes=10, seconds=1)
    assert client.get(STEP_TWO).location == "/sign-in"
    assert client.post(STEP_TWO, data={"code": phone.code()}).location == "/sign-in"
    assert client.get("/account").status_code == 302


def test_being_halfway_ends_with_the_password(client, phone):
    halfway(client)
    phone.browser.post("/account/password", data={"password": PASSWORD, "new_password": "seven herons over water"})
    assert client.post(STEP_TWO, data={"code": phone.code()}).location == "/sign-in"


def test_nobody_gets_to_the_second_step_without_the_first(client):
    assert client.get(STEP_TWO).location == "/sign-in"
    assert client.post(STEP_TWO, data={"code": "123456"}).location == "/sign-in"


def test_a_recovery_code_works_once_and_is_on_record(client, app, phone, audited, world):
    assert len(set(phone.codes)) == 10
    halfway(client)
    audited()
    assert client.post(STEP_TWO, data={"code": phone.codes[0].upper().replace("-", " ")}).status_code == 302
    assert audited() == [("RecoveryCodeUsed", world.ana.id), ("SignedIn", world.ana.id, "password, recovery")]
    assert halfway(app.test_client()).post(STEP_TWO, data={"code": phone.codes[0]}).status_code == 422
    assert "9 recovery codes are left" in phone.browser.get(PAGE).text


def test_neither_secret_nor_codes_lie_readable_in_the_database(app, phone):
    with app.app_context():
        kept = [db.session.query(TwoStep).one().secret, *db.session.scalars(select(RecoveryCode.code_mark))]
    readable = {phone.totp.secret, *phone.codes, *(code.replace("-", "") for code in phone.codes)}
    assert not [words for words in readable for one in kept if words in one]


def test_wrong_codes_are_on_record_and_slowed(client, phone, audited, world):
    halfway(client)
    audited()
    answers = [client.post(STEP_TWO, data={"code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert audited() == [("SignInRefused", world.ana.id, "code")] * 5


def test_wrong_codes_do_not_keep_out_whoever_has_a_recovery_code(client, app, phone):
    halfway(client)
    assert [client.post(STEP_TWO, data={"code": "000000"}).status_code for _ in range(6)][-1] == 429
    assert client.post(STEP_TWO, data={"code": phone.codes[0]}).location == "/"


def test_recovery_codes_can_not_be_tried_without_end(client, phone):
    halfway(client)
    answers = [client.post(STEP_TWO, data={"code": "abcd-efgh-ijkl"}).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


def test_a_reset_password_still_asks_for_the_code(client, phone, mails, world):
    client.post("/password-reset", data={"email": world.ana.email})
    link = next(link_in(one) for one in mails() if "/password-reset/" in one.get_content())
    assert client.post(link, data={"new_password": "seven herons over water"}).location == STEP_TWO
    assert client.get("/account").status_code == 302
    assert client.post(STEP_TWO, data={"code": phone.code()}).status_code == 302


def test_turning_it_on_asks_for_a_right_code_and_the_password(sign_in, moment, world):
    ana = sign_in(world.ana)
    secret = re.search(r'class="key">([A-Z2-7 ]+)<', ana.get(PAGE).text)[1].replace(" ", "")
    code = Phone(secret, moment).code()
    for wrong in ({"code": code, "password": "a guess"}, {"code": "000000", "password": PASSWORD}):
        assert ana.post(PAGE, data=wrong).status_code == 422
    assert secret[:4] in ana.get(PAGE).text


def test_turning_it_off_asks_the_password(client, phone, mails, audited, world):
    ana = phone.browser
    audited()
    assert ana.post(f"{PAGE}/delete", data={"password": "a guess"}).status_code == 422
    assert ana.post(f"{PAGE}/delete", data={"password": PASSWORD}).location == PAGE
    assert audited() == [("SignInRefused", world.ana.id, "password"), ("TwoStepTurnedOff", world.ana.id)]
    assert client.post("/sign-in", data={"email": world.ana.email, "password": PASSWORD}).location == "/"
    assert "no longer asks for a code" in "".join(one.get_content() for one in mails())


def test_new_recovery_codes_end_the_old_ones(client, phone):
    page = phone.browser.post(f"{PAGE}/recovery-codes", data={"password": PASSWORD})
    assert len(re.findall(r"<code>([0-9a-z-]{14})</code>", page.text)) == 10
    assert halfway(client).post(STEP_TWO, data={"code": phone.codes[0]}).status_code == 422
