"""The first people and agencies, by command: what can't be is said in a sentence, and nothing is made."""

import pytest
from click.testing import CliRunner

from cop.commands.community import agency, person
from cop.core import tenancy
from cop.core.db import db
from cop.people.models.two_step import TwoStep
from cop.people.ways import Shown
from tests.agencies.rules import rule
from tests.trust.test_trail import entries

LUKE = ("add", "luke@lantern.example", "Luke Amadi", "--password", "a quiet harbour at dusk")


def run(app, command, *words):
    with app.app_context():
        tenancy.enter(None)
        done = CliRunner().invoke(command, words, obj=app)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Bad Slug/../x", "A", "--area", "western"),
        ("add", "", "A", "--area", "western"),
        ("add", "x" * 60, "A", "--area", "western"),
        ("add", "fine", " ", "--area", "western"),
        ("add", "commonwealth", "A", "--area", "western"),
        ("add", "harborlight", "A", "--area", "western"),
    ],
)
def test_an_agency_that_can_not_be_is_refused(app, world, words):
    code, said = run(app, agency, *words)
    assert code == 2
    assert "Error: " in said


def test_the_same_area_twice_is_one_area(app, world):
    code, said = run(app, agency, "add", "wharfside", "Wharfside", "--area", "western", "--area", "western")
    assert (code, said) == (0, "Wharfside is at /agencies/wharfside.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "notanemail", "Luke", "--role", "steward", "--password", "x" * 20),
        ("add", "l@x.example", " ", "--role", "steward", "--password", "x" * 20),
        ("add", "l@x.example", "Luke", "--role", "area_director", "--password", "x" * 20),
        ("add", "l@x.example", "Luke", "--role", "steward", "--area", "western", "--password", "x" * 20),
        ("add", "l@x.example", "Luke", "--role", "supervisor", "--password", "x" * 20),
    ],
)
def test_a_person_who_can_not_be_is_refused(app, world, words):
    assert run(app, person, *words)[0] == 2


def test_a_role_given_by_command_is_in_the_trail_and_a_second_time_refused(app, world):
    words = (*LUKE, "--role", "supervisor", "--agency", "harborlight")
    assert run(app, person, *words)[0] == 0
    assert [(one.kind, one.actor_id) for one in entries(app, world.harborlight)] == [("role-given", None)]
    code, said = run(app, person, *words)
    assert code == 2
    assert "has this role already" in said


def test_someone_who_is_here_keeps_their_password_and_hears_so(app, world):
    words = ("add", world.ana.email, "Ana", "--role", "steward", "--password", "another one entirely")
    assert "keeps the password they have" in run(app, person, *words)[1]


def test_a_lost_phone_is_signed_out_by_command(app, world, sign_in):
    ana = sign_in(world.ana)
    assert "signed out everywhere" in run(app, person, "sign-out", world.ana.email)[1]
    assert ana.get("/account").status_code == 302
    assert run(app, person, "sign-out", "nobody@x.example")[0] == 2


def test_everyone_is_signed_out_by_command(app, world, sign_in):
    browsers = [sign_in(one) for one in (world.ana, world.ivy, world.wren)]
    assert "Everyone is signed out" in run(app, person, "sign-out", "--everyone")[1]
    assert [one.get("/account").status_code for one in browsers] == [302] * 3
    assert run(app, person, "sign-out")[0] == run(app, person, "sign-out", world.ana.email, "--everyone")[0] == 2


def test_a_second_step_is_turned_off_by_command_and_told(app, world, mails):
    assert run(app, person, "second-step-off", world.ana.email)[0] == 2
    with app.app_context():
        db.session.add(TwoStep(person_id=world.ana.id, secret="sealed with a key that is gone"))
        db.session.commit()
    assert run(app, person, "second-step-off", world.ana.email)[0] == 0
    assert [mail["To"] for mail in mails()] == [world.ana.email]
    with app.app_context():
        assert TwoStep.of(world.ana.id) is None


def test_where_nobody_gets_in_any_more_every_way_is_opened_by_command(app, sign_in, world):
    joan = sign_in(world.joan, Shown("passkey"))
    rule(joan, ways=["passkey"])
    ben = sign_in(world.ben)
    assert ben.get("/agencies/harborlight").status_code == 403
    opened = "Every way to sign in opens Harborlight Community Services"
    assert run(app, agency, "open-ways", "harborlight") == (0, f"{opened} again.\n")
    assert ben.get("/agencies/harborlight").status_code == 200
    assert [one.kind for one in entries(app, world.harborlight)] == ["sign-in-ways-set"] * 2
    code, said = run(app, agency, "open-ways", "harborlight")
    assert (code, f"{opened} already." in said) == (2, True)
    assert run(app, agency, "open-ways", "nowhere")[0] == 2
