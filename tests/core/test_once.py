"""Two that make the same row at the same moment come to one."""

from sqlalchemy import String, bindparam, select

from cop.core.db import db
from cop.core.once import the_one
from cop.people.models.person import Person


def anyone(email="noor@lantern.example"):
    return Person(email=email, name="Noor Haddad", password_hash="none")


def test_what_is_there_is_given_and_what_is_not_is_made(app, world):
    with app.app_context():
        noor = select(Person).where(Person.email == "noor@lantern.example")
        made = the_one(noor, anyone())
        assert the_one(noor, anyone()) is made
        assert len(db.session.scalars(noor).all()) == 1


def test_one_that_another_made_meanwhile_is_given_and_nothing_else_is_lost(app, world):
    """As it is for the slower of two: it looked, found nothing, and its own row is refused by the database."""
    looks = iter([world.ana.name, "nobody"])  # the first look does not see Ana's row yet
    not_named = bindparam("not_named", type_=String, callable_=lambda: next(looks))
    with app.app_context():
        db.session.add(anyone("before@lantern.example"))
        found = select(Person).where(Person.email == world.ana.email, Person.name != not_named)
        assert the_one(found, anyone(world.ana.email)).id == world.ana.id
        assert db.session.scalar(select(Person.name).where(Person.email == "before@lantern.example")) == "Noor Haddad"
