"""The demo's agencies, people and spaces."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import Membership, StatewideRole
from cop.core import ids
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.demo import words
from cop.forums import starters
from cop.forums.models.space import Space
from cop.people import passwords
from cop.people.models.person import Person

PASSWORD = "a lantern in a calm room"  # noqa: S105 - of people who do not exist
STATEWIDE = {"steward", "area_director"}
HERE = timedelta(days=789)


@dataclass(frozen=True)
class Cast:
    """Ids by the names that the words use: agencies by slug, people by key, spaces by slug."""

    agencies: dict[str, int]
    people: dict[str, int]
    spaces: dict[str, Space]

    def voice(self, key: str) -> int:
        """The agency a person speaks from."""
        return self.agencies.get(key.split("_", maxsplit=1)[0], COMMONWEALTH)


def email(key: str) -> str:
    return f"{key}@lantern.example"


def load(pen: words.Pen) -> Cast:
    written = words.read("people")
    agencies = {one["slug"]: pen.id_at(pen.ago(800)) for one in written["agency"]}
    for one in written["agency"]:
        areas = [AgencyArea(area_slug=area) for area in one["areas"]]
        db.session.add(
            Agency(id=agencies[one["slug"]], slug=one["slug"], name=one["name"], about=one["about"], areas=areas)
        )
    known = passwords.hash_of(PASSWORD)
    people = {key: pen.id_at(pen.ago(790)) for key in written["people"]}
    joined = pen.now - HERE  # nobody is a newcomer
    rows = [person(key, people[key], one, known, joined) for key, one in written["people"].items()]
    db.session.execute(insert(Person), rows)
    db.session.commit()  # from here on row-level security knows the agencies
    cast = Cast(agencies, people, {})
    for key, one in written["people"].items():
        db.session.add_all(roles(cast, key, one))
    db.session.flush()
    return Cast(agencies, people, spaces(cast, written["agency"]))


def person(key: str, number: int, one: dict[str, Any], known: str, joined: datetime) -> dict[str, Any]:
    language = one.get("language", "en")
    return {"id": number, "demo_key": key, "email": email(key), "name": one["name"], "password_hash": known,
            "language": language, "created_at": joined}  # fmt: skip


def roles(cast: Cast, key: str, one: dict[str, Any]) -> list[Any]:
    number = cast.people[key]
    if one["role"] in STATEWIDE:
        return [StatewideRole(person_id=number, role=one["role"], area_slug=one.get("area"))]
    places = [key.split("_", maxsplit=1)[0], *filter(None, [one.get("also")])]
    shared = {"person_id": number, "role": one["role"], "discipline": one.get("discipline")}
    made: list[Any] = [Membership(agency_id=cast.agencies[slug], **shared) for slug in places]
    return [*made, StatewideRole(person_id=number, role="steering")] if one.get("steering") else made


def spaces(cast: Cast, agencies: list[dict[str, Any]]) -> dict[str, Space]:
    made = [Space(**one) for one in starters.statewide()]
    for one in agencies:
        owner = cast.agencies[one["slug"]]
        made += [Space(agency_id=owner, **own) for own in starters.of_agency(one["slug"], one["short"])]
    for space in made:
        space.id = ids.new_id()
    db.session.add_all(made)
    db.session.flush()
    return {space.slug: space for space in made}


def card() -> dict[str, Any]:
    """Who is who, for other programs: `cop demo --json`."""
    written = words.read("people")["people"]
    found = {row.demo_key for row in db.session.execute(select(Person.demo_key))}
    return {
        "password": PASSWORD,
        "people": {
            key: {
                "email": email(key),
                "name": one["name"],
                "roles": [one["role"], *(["steering"] if one.get("steering") else [])],
                "agency": None if one["role"] in STATEWIDE else key.split("_")[0],
            }
            for key, one in written.items()
            if key in found
        },
    }
