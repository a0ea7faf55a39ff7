"""The cast of the tests: two agencies, a few named people, three spaces. Ivy, at Stonefield, is the outsider."""

from dataclasses import dataclass

from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import Membership, StatewideRole
from cop.core import tenancy
from cop.core.db import db
from cop.forums.models.space import Space
from cop.people import passwords
from cop.people.models.person import Person

PASSWORD = "a calm lantern by the door"


@dataclass(frozen=True)
class Someone:
    id: int
    name: str
    email: str


@dataclass(frozen=True)
class Place:
    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class World:
    harborlight: Place
    stonefield: Place
    ana: Someone
    ben: Someone
    luz: Someone
    peter: Someone
    joan: Someone
    ivy: Someone
    bettina: Someone
    simone: Someone
    odessa: Someone
    marta: Someone
    wren: Someone
    money: Place
    peers: Place
    team: Place


PEOPLE = {
    "ana": ("Ana Ribeiro", "harborlight", "peer_supporter"),
    "ben": ("Ben Castellano", "harborlight", "peer_supporter"),
    "luz": ("Luz Marrero", "harborlight", "supervisor"),
    "peter": ("Peter Okafor", "harborlight", "administrator"),
    "joan": ("Joan Kessler", "harborlight", "director"),
    "ivy": ("Ivy Donnelly", "stonefield", "peer_supporter"),
    "bettina": ("Bettina Graves", "stonefield", "director"),
}
STATEWIDE = {
    "simone": ("Simone Baptiste", "area_director", "metro_boston"),
    "odessa": ("Odessa Finch", "area_director", "western"),
    "marta": ("Marta Silveira", "steering", None),
    "wren": ("Wren Alvarado", "steward", None),
}


def build() -> World:
    """Writes the cast into an empty, migrated database, and commits."""
    with tenancy.everywhere():
        agencies = {
            "harborlight": _agency("harborlight", "Harborlight Community Services", "metro_boston"),
            "stonefield": _agency("stonefield", "Stonefield Human Services", "western"),
        }
        known = passwords.hash_of(PASSWORD)
        people = {key: _person(key, name, known) for key, (name, *_) in (PEOPLE | STATEWIDE).items()}
        for key, (_, slug, role) in PEOPLE.items():
            discipline = "cps" if role == "peer_supporter" else None
            where = agencies[slug].id
            db.session.add(Membership(agency_id=where, person_id=people[key].id, role=role, discipline=discipline))
        for key, (_, role, area) in STATEWIDE.items():
            db.session.add(StatewideRole(person_id=people[key].id, role=role, area_slug=area))
        spaces = {
            "money": _space(0, "handling-money", "Handling money", "everyone"),
            "peers": _space(0, "peers", "Peers only", "peers"),
            "team": _space(agencies["harborlight"].id, "harborlight-team", "Harborlight team", "everyone"),
        }
        db.session.commit()
    places = {key: Place(thing.id, thing.slug, thing.name) for key, thing in (agencies | spaces).items()}
    return World(**places, **{key: Someone(p.id, p.name, p.email) for key, p in people.items()})


def _agency(slug: str, name: str, area: str) -> Agency:
    agency = Agency(slug=slug, name=name, areas=[AgencyArea(area_slug=area)])
    db.session.add(agency)
    db.session.flush()
    return agency


def _person(key: str, name: str, known: str) -> Person:
    person = Person(email=f"{key}@lantern.example", name=name, password_hash=known)
    db.session.add(person)
    db.session.flush()
    return person


def _space(agency_id: int, slug: str, name: str, audience: str) -> Space:
    space = Space(
        agency_id=agency_id, slug=slug, name=name, purpose="For the tests.", audience=audience, nameless=not agency_id
    )
    db.session.add(space)
    db.session.flush()
    return space
