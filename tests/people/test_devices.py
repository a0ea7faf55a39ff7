"""A mail when an account is used on a device it was not used on before."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cop.core.db import db
from cop.people.models.person import Person
from tests.world import PASSWORD

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {0} like Mac OS X) AppleWebKit/605 (KHTML) Version/{0} Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"


def enter(app, agent):
    data = {"email": "ana@lantern.example", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=data, headers={"User-Agent": agent}).status_code == 302


def test_a_new_device_is_told_of_once_whatever_version_it_gets_to(app, mails, world):
    enter(app, PHONE.format("17_1"))
    (message,) = mails()
    assert message["To"] == world.ana.email
    assert "Safari on iPhone, " in message.get_content()
    assert "https://lantern.example/account" in message.get_content()
    enter(app, PHONE.format("18_2"))
    assert mails() == []
    enter(app, LAPTOP)
    assert len(mails()) == 1


def test_signing_out_does_not_make_a_device_new(app, client, mails, world):
    data = {"email": "ana@lantern.example", "password": PASSWORD}
    for expected in (1, 0):
        client.post("/sign-in", data=data)
        client.post("/sign-out")
        assert len(mails()) == expected


def test_when_is_said_in_the_readers_own_zone(app, mails, world):
    with app.app_context():
        db.session.get_one(Person, world.ana.id).time_zone = "Pacific/Honolulu"
        db.session.commit()
    enter(app, LAPTOP)
    (message,) = mails()
    there = datetime.now(UTC).astimezone(ZoneInfo("Pacific/Honolulu"))
    assert f"{there:%b} {there.day}, {there.year}, {there.hour % 12 or 12}:" in message.get_content()
