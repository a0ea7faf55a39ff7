"""The agencies of the demo and its people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import STEERING, Membership, StatewideRole
from cop.core.tenancy import COMMONWEALTH
from cop.demo import rows, written
from cop.demo.moments import Moments
from cop.people import passwords
from cop.people.models.person import Person

PASSWORD = "a lantern in every window"  # noqa: S105 - everyone's, and printed by `cop demo --json`
FOUNDED = 800  # days ago


@dataclass(frozen=True)
class Member:
    """Someone of the cast; `voice_id` is the agency they speak from, `agency` its slug (None for statewide roles)."""

    id: int
    key: str
    agency: str | None
    voice_id: int


@dataclass(frozen=True)
class Cast:
    """Agencies by slug and people by key."""

    agencies: dict[str, int]
    short_names: dict[int, str]
    people: dict[str, Member]

    def place(self, name: str) -> int:
        """The agency called so, or the Commonwealth for what is statewide."""
        return COMMONWEALTH if name == "statewide" else self.agencies[name]

    def directors_in(self, area: str) -> list[Member]:
        """The Directors of Peer Support whose agencies serve an area."""
        slugs = [one["slug"] for one in written.read("people")["agency"] if area in one["areas"]]
        return [self.people[f"{slug}_director"] for slug in slugs]


def gather(moments: Moments) -> Cast:
    """Writes agencies, people and what each is."""
    words = written.read("people")
    joined = moments.on(FOUNDED)
    agencies = {one["slug"]: moments.id(joined) for one in words["agency"]}
    short_names = {agencies[one["slug"]]: one["short"] for one in words["agency"]}
    _write_agencies(words["agency"], agencies)
    people = {key: _member(key, about, agencies, moments) for key, about in words["people"].items()}
    _write_people(words["people"], people, joined)
    _write_roles(words["people"], people, agencies, moments)
    return Cast(agencies, short_names, people)


def _write_agencies(words: list[dict[str, Any]], agencies: dict[str, int]) -> None:
    rows.add(Agency, [{"id": agencies[w["slug"]], **{k: w[k] for k in ("slug", "name", "about")}} for w in words])
    served = [(agencies[one["slug"]], area) for one in words for area in one["areas"]]
    rows.add(AgencyArea, [{"served_by_id": agency, "area_slug": area} for agency, area in served])


def _member(key: str, about: dict[str, Any], agencies: dict[str, int], moments: Moments) -> Member:
    slug = key.split("_")[0]
    home = slug if slug in agencies else None
    return Member(moments.id(moments.on(FOUNDED)), key, home, agencies.get(slug, COMMONWEALTH))


def _write_people(words: dict[str, Any], people: dict[str, Member], joined: datetime) -> None:
    known = passwords.hash_of(PASSWORD)  # once: hashing is slow on purpose
    rows.add(
        Person,
        [
            {
                "id": people[key].id,
                "email": f"{key}@lantern.example",
                "name": about["name"],
                "password_hash": known,
                "language": about.get("language", "en"),
                "demo_key": key,
                "created_at": joined,
            }
            for key, about in words.items()
        ],
    )


def _write_roles(words: dict[str, Any], people: dict[str, Member], agencies: dict[str, int], moments: Moments) -> None:
    members, statewide = [], []
    for key, about in words.items():
        person = {"person_id": people[key].id, "role": about["role"]}
        for slug in filter(None, (people[key].agency, about.get("also"))):
            joined = moments.on(FOUNDED - 1 - len(members))
            more = {"agency_id": agencies[slug], "discipline": about.get("discipline"), "created_at": joined}
            members.append({"id": moments.id(joined), **person, **more})
        for role, area in _statewide(about):
            statewide.append({"id": moments.id(moments.on(FOUNDED)), **person, "role": role, "area_slug": area})
    rows.add(Membership, members)
    rows.add(StatewideRole, statewide)


def _statewide(about: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    if about["role"] in {"steward", "area_director"}:
        yield about["role"], about.get("area")
    if about.get("steering"):
        yield STEERING, None
