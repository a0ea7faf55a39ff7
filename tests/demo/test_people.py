"""Sixty people in seven agencies over five areas, with keys that other programs may rely on."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from cop.agencies.audience import AREAS
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import ROLES, STATEWIDE_ROLES, Membership, StatewideRole
from cop.commands.demo import demo as command
from cop.demo import words
from cop.demo.people import PASSWORD
from cop.people.models.person import Person

AGENCIES = "harborlight millrace stonefield maplehollow saltmarsh tidewell northfern".split()
KEYS = {
    "steward",
    *(f"director_{area}" for area in AREAS),
    *(f"{slug}_{role}" for slug in AGENCIES for role in ("director", "admin", "supervisor", "peer", "peer2")),
}


@pytest.fixture(scope="module")
def card(demo):
    done = CliRunner().invoke(command, ["--json"], obj=demo.app)
    assert done.exit_code == 0
    return json.loads(done.stdout)  # nothing else stands on it


def test_seven_agencies_serve_the_five_areas(demo):
    assert sorted(row.slug for row in demo.rows(select(Agency.slug).where(Agency.id != 0))) == sorted(AGENCIES)
    assert {row.area_slug for row in demo.rows(select(AgencyArea.area_slug))} == set(AREAS)


def test_sixty_people_in_all_roles(demo):
    assert demo.number(select(func.count(Person.demo_key))) == 60
    held = {row.role for kind in (Membership, StatewideRole) for row in demo.rows(select(kind.role))}
    assert held == {*ROLES, *STATEWIDE_ROLES}


def test_one_works_for_two_agencies(demo):
    twice = select(Person.demo_key).join(Membership).group_by(Person.id, Person.demo_key)
    assert demo.rows(twice.having(func.count(Membership.id) == 2)) == [("tidewell_peer4",)]


def test_the_card_has_the_promised_keys(card):
    assert set(card) == {"password", "people"}
    assert card["password"] == PASSWORD
    assert set(card["people"]) == set(words.read("people")["people"])
    assert set(card["people"]) >= KEYS


def test_the_card_tells_who_is_who(card):
    assert card["people"]["harborlight_director"] == {
        "email": "harborlight_director@lantern.example",
        "name": "Joan Kessler",
        "roles": ["director", "steering"],
        "agency": "harborlight",
    }
    assert card["people"]["director_western"] == {
        "email": "director_western@lantern.example",
        "name": "Odessa Finch",
        "roles": ["area_director"],
        "agency": None,
    }


def test_the_card_agrees_with_what_is_in_the_database(demo, card):
    rows = demo.rows(Person.known().with_only_columns(Person.demo_key, Person.email, Person.name))
    assert {(row.demo_key, row.email, row.name) for row in rows} == {
        (key, one["email"], one["name"]) for key, one in card["people"].items()
    }


def test_everyone_on_the_card_signs_in_with_the_password(demo):
    for key in ("steward", "director_central", "northfern_peer2"):
        assert demo.someone(key).get("/").status_code == 200


def test_a_second_load_is_refused_and_changes_nothing(demo):
    done = CliRunner().invoke(command, ["--scale", "2"], obj=demo.app)
    assert done.exit_code != 0
    assert "people here already" in done.output
    assert demo.number(select(func.count(Person.demo_key))) == 60


def test_a_scale_of_nothing_is_refused(demo):
    assert CliRunner().invoke(command, ["--scale", "0"], obj=demo.app).exit_code == 2
